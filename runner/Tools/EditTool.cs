using System.Globalization;
using System.Text;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary><c>edit</c>: one text in a file becomes another. What else is in the file stays as it is, byte for byte.</summary>
internal sealed class EditTool(RunnerOptions options) : IRunnerTool
{
    // What a sequence reads as that is no UTF-8; written back it would be another.
    private const char Unreadable = '\ufffd';

    /// <inheritdoc/>
    public string Name => "edit";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var path = FileWriting.PathOf(call);
        var old = call.Arguments.Text("oldText", "old_string", "oldString");
        var replacement = call.Arguments.Text("newText", "new_string", "newString");
        if (old.Length == 0)
        {
            throw new ToolRefusal("\"oldText\" is empty");
        }

        var end = await call.Start(FileScripts.Command(FileScripts.ReadAll, path, options.MaxFileBytes.ToString(CultureInfo.InvariantCulture)), options.MaxFileBytes);
        if (end.ExitCode != 0)
        {
            return call.Failed(FileScripts.Problem(end.ExitCode, path));
        }

        var text = end.Output.Text;
        if (text.Contains(Unreadable, StringComparison.Ordinal))
        {
            return call.Failed($"{path} is no UTF-8 text");
        }

        if (!text.Contains(old, StringComparison.Ordinal) && text.Contains("\r\n", StringComparison.Ordinal))
        {
            (old, replacement) = (WindowsLines(old), WindowsLines(replacement));
        }

        var place = text.IndexOf(old, StringComparison.Ordinal);
        if (place < 0)
        {
            return call.Failed($"{path} does not hold the text to be replaced; it has to be the same to the last space");
        }

        var all = call.Arguments.Flag("replaceAll", "replace_all");
        if (!all && text.IndexOf(old, place + 1, StringComparison.Ordinal) >= 0)
        {
            return call.Failed($"{path} holds the text to be replaced more than once; give more of what stands around it");
        }

        var edited = all ? text.Replace(old, replacement, StringComparison.Ordinal) : string.Concat(text.AsSpan(0, place), replacement, text.AsSpan(place + old.Length));
        var content = Encoding.UTF8.GetBytes(edited);
        if (content.Length > options.MaxFileBytes)
        {
            throw new ToolRefusal($"the edited file would be too long: {content.Length} bytes, at most {options.MaxFileBytes}");
        }

        return await FileWriting.Write(call, path, content, Encoding.UTF8.GetBytes(text)) ?? call.Done($"edited {path}");
    }

    private static string WindowsLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
}
