using System.Globalization;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>Reads lines of a text file, and says where there are more.</summary>
internal static class FileLines
{
    private const int MaxLines = 2000;

    // Room for the line that says what was left out.
    private const int NoticeLength = 100;

    // A character takes at most four bytes.
    private const int BytesPerCharacter = 4;

    /// <summary>Reads.</summary>
    /// <param name="call">The call.</param>
    /// <param name="script">The script that prints lines.</param>
    /// <param name="path">The file inside the sandbox.</param>
    /// <param name="name">What it is called to the model.</param>
    /// <param name="first">The first line, from 1.</param>
    /// <param name="count">How many lines; null for as many as there may be.</param>
    /// <param name="argument">The argument that says the first line.</param>
    public static async Task<ToolRunResult> Read(ToolCall call, string script, string path, string name, int first, int? count, string argument)
    {
        var lines = Math.Min(count ?? MaxLines, MaxLines);
        var most = Math.Max(1, call.Params.MaxOutputChars - NoticeLength);
        // One line more says whether there are any.
        var end = await call.Start(FileScripts.Command(script, path, Text(first), Text(lines + 1), Text((BytesPerCharacter * most) + 1)), most);
        if (end.ExitCode != 0)
        {
            return call.Failed(FileScripts.Problem(end.ExitCode, name));
        }

        var text = end.Output.Text;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return call.Failed($"{name} is no text");
        }

        var shown = Lines(end.Output.Truncated ? WholeLines(text) : text, lines);
        if (shown.Length == text.Length && !end.Output.Truncated)
        {
            return call.Done(text);
        }

        return shown.EndsWith('\n')
            ? call.Done($"{shown}[there is more: read on with {argument} {first + shown.Count('\n')}]", truncated: true)
            : call.Done($"{shown}\n[line {first} is longer than that; the next one is at {argument} {first + 1}]", truncated: true);
    }

    /// <summary>The first lines, with the break after the last of them.</summary>
    private static string Lines(string text, int count)
    {
        var end = 0;
        for (; count > 0; count--)
        {
            var next = text.IndexOf('\n', end);
            if (next < 0)
            {
                return text;
            }

            end = next + 1;
        }

        return text[..end];
    }

    // What was cut ends within a line, if it has more than one.
    private static string WholeLines(string text) => text[..(text.LastIndexOf('\n') is >= 0 and var last ? last + 1 : text.Length)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
