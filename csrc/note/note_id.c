#include "note.h"

enum { ID_MAX = 120 };

static bool id_mark(uint32_t r) {
    return (r >= '0' && r <= '9') || (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z') || r == '-' || r == '_' || r == '.';
}

/* Blocks of punctuation, symbols, blanks and invisible characters beyond ASCII; what is left are letters, digits and marks of some script. */
static bool no_letter(uint32_t r) {
    static const uint32_t ranges[][2] = {
        {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},       {0xD7, 0xD7},        {0xF7, 0xF7},     {0x2C2, 0x2C5},
        {0x37E, 0x37E},   {0x387, 0x387},   {0x55A, 0x55F},   {0x589, 0x58F},     {0x5BE, 0x5BE},      {0x5F3, 0x5F4},   {0x600, 0x60F},
        {0x61B, 0x61F},   {0x66A, 0x66D},   {0x6D4, 0x6D4},   {0x964, 0x965},     {0x1680, 0x1680},    {0x180E, 0x180E}, {0x2000, 0x206F},
        {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004},   {0x3008, 0x3020},    {0x3030, 0x3030}, {0x303D, 0x303F},
        {0x30FB, 0x30FB}, {0xD800, 0xF8FF}, {0xFD3E, 0xFD3F}, {0xFE00, 0xFE1F},   {0xFE30, 0xFE6F},    {0xFEFF, 0xFF0F}, {0xFF1A, 0xFF20},
        {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (r >= ranges[i][0] && r <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

static bool id_rune(uint32_t r) {
    return r < 0x80 ? id_mark(r) : !no_letter(r);
}

bool ps_id_valid(ps_str id) {
    if (id.n == 0 || id.n > ID_MAX || id.p[0] == '.') {
        return false;
    }
    uint32_t r;
    for (size_t i = 0, n; i < id.n; i += n) {
        n = ps_str_rune(ps_str_sub(id, i, id.n), &r);
        if (n == 0 || !id_rune(r)) {
            return false;
        }
    }
    return true;
}

/* Full-width forms of ASCII read as ASCII, capital letters as small ones. */
static uint32_t fold(uint32_t r) {
    if (r >= 0xFF01 && r <= 0xFF5E) {
        r -= 0xFEE0;
    }
    return r >= 'A' && r <= 'Z' ? r + 32 : r;
}

ps_str ps_id_from(ps_arena *arena, ps_str title) {
    char made[ID_MAX + 8];
    size_t n = 0;
    uint32_t r;
    for (size_t i = 0, len; i < title.n && n < ID_MAX; i += len) {
        len = ps_str_rune(ps_str_sub(title, i, title.n), &r);
        uint32_t c = len ? fold(r) : ' ';
        bool letter = c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') : id_rune(c);
        if (!letter) {
            if (n && made[n - 1] != '-') {
                made[n++] = '-';
            }
        } else if (c < 0x80) {
            made[n++] = (char)c;
        } else {
            for (size_t k = 0; k < len; k++) {
                made[n++] = title.p[i + k];
            }
        }
        len = len ? len : 1;
    }
    ps_str id = ps_str_clip((ps_str){made, n}, ID_MAX);
    while (id.n && id.p[id.n - 1] == '-') {
        id.n--;
    }
    return ps_arena_dup(arena, id);
}
