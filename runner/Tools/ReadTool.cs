using System.Globalization;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary><c>read</c>: the text of a file, or some lines of it.</summary>
internal sealed class ReadTool : IRunnerTool
{
    private const int MaxLines = 2000;

    // Room for the line that says what was left out.
    private const int NoticeLength = 100;

    // A character takes at most four bytes.
    private const int BytesPerCharacter = 4;

    /// <inheritdoc/>
    public string Name => "read";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var path = SandboxPath.Of(call.Arguments.Text("path", "file_path", "filePath"), call.Place);
        var first = call.Arguments.Count("offset") ?? 1;
        var lines = Math.Min(call.Arguments.Count("limit") ?? MaxLines, MaxLines);
        var most = Math.Max(1, call.Params.MaxOutputChars - NoticeLength);
        // One line more says whether there are any.
        var end = await call.Start(
            FileScripts.Command(FileScripts.Read, path, Text(first), Text(lines + 1), Text((BytesPerCharacter * most) + 1)), most);
        if (end.ExitCode != 0)
        {
            return call.Failed(FileScripts.Problem(end.ExitCode, path));
        }

        var text = end.Output.Text;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return call.Failed($"{path} is no text");
        }

        var shown = Lines(end.Output.Truncated ? WholeLines(text) : text, lines);
        if (shown.Length == text.Length && !end.Output.Truncated)
        {
            return call.Done(text);
        }

        return shown.EndsWith('\n')
            ? call.Done($"{shown}[there is more: read on with offset {first + shown.Count('\n')}]", truncated: true)
            : call.Done($"{shown}\n[line {first} is longer than that; the next one is at offset {first + 1}]", truncated: true);
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
