using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary><c>read</c>: the text of a file, or some lines of it.</summary>
internal sealed class ReadTool : IRunnerTool
{
    /// <inheritdoc/>
    public string Name => "read";

    /// <inheritdoc/>
    public Task<ToolRunResult> Run(ToolCall call)
    {
        var path = SandboxPath.Of(call.Arguments.Text("path", "file_path", "filePath"), call.Place);
        return FileLines.Read(call, FileScripts.Read, path, path, call.Arguments.Count("offset") ?? 1, call.Arguments.Count("limit"), "offset");
    }
}
