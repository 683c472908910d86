;; emacs --batch -l roam.el DIR DATABASE: seconds that org-roam-db-sync takes for the Org files in a folder, and the nodes it found.
(require 'org-roam)
(setq org-roam-directory (file-truename (nth 0 command-line-args-left))
      org-roam-db-location (nth 1 command-line-args-left)
      org-roam-db-gc-threshold most-positive-fixnum)
(let ((began (float-time)))
  (org-roam-db-sync)
  (princ (format "%.6f %d\n" (- (float-time) began) (caar (org-roam-db-query [:select (funcall count *) :from nodes])))))
(setq command-line-args-left nil)
