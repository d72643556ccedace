using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.Policy.Redaction;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Logs;

/// <summary>One line of a log file, in the form that the original's clients read: JSON with the parts <c>0</c>, <c>1</c> and <c>_meta</c>.</summary>
internal static class LogLine
{
    /// <summary>Longest message, in UTF-16 units; whoever writes more is told apart by the beginning.</summary>
    internal const int MaxMessage = 2000;

    internal const int MaxTrace = 8000;

    public static byte[] Encode(DateTimeOffset at, LogLevel level, string category, string message, Exception? error, bool withTrace, RedactionRules rules)
    {
        string time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output, WireJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("0", $$"""{"subsystem":"{{category}}"}""");
            writer.WriteString("1", Clean(message, MaxMessage, rules));
            if (error is not null)
            {
                writer.WriteString("error", Clean($"{error.GetType().Name}: {error.Message}", MaxMessage, rules));
                if (withTrace)
                {
                    writer.WriteString("trace", Clean(error.ToString(), MaxTrace, rules));
                }
            }

            writer.WriteStartObject("_meta");
            writer.WriteString("logLevelName", NameOf(level));
            writer.WriteString("date", time);
            writer.WriteString("name", category);
            writer.WriteEndObject();
            writer.WriteString("time", time);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Without secrets, in one line, capped, and without anything that a terminal or a reader would obey (K1, K2).</summary>
    internal static string Clean(string text, int max, RedactionRules rules)
    {
        // Cut first: what is looked through for secrets must not be as long as somebody likes. A secret on the edge is cut too.
        string redacted = rules.Redact(text.Length > max * 2 ? text[..(max * 2)] : text);
        var clean = new StringBuilder(Math.Min(redacted.Length, max) + 1);
        foreach (Rune rune in redacted.EnumerateRunes())
        {
            if (clean.Length >= max)
            {
                return clean.Append('…').ToString();
            }

            if (IsPlain(rune))
            {
                clean.Append(rune);
            }
            else
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        return clean.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };
}
