using System.Text;

namespace Moltbot.Storage.Sql;

/// <summary>
/// Checks what is about to become a parameter. Both databases must take and refuse the same text: PostgreSQL has no NUL
/// in a text, and neither keeps half a surrogate pair as it was.
/// </summary>
internal static class Arguments
{
    public static void Check(object?[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is string text)
            {
                Check(text);
            }
            else if (argument is string[] list)
            {
                Array.ForEach(list, Check);
            }
        }
    }

    private static void Check(string text)
    {
        if (text.Contains('\0'))
        {
            throw new ArgumentException("Text for the database contains the character U+0000, which it cannot hold.", nameof(text));
        }

        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            CheckSurrogates(text);
        }
    }

    private static void CheckSurrogates(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                throw new ArgumentException("Text for the database contains half of a surrogate pair; send well-formed Unicode.", nameof(text));
            }

            text = text[length..];
        }
    }
}
