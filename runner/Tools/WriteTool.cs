using System.Text;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary><c>write</c>: a file with a text in it, in place of what was there.</summary>
internal sealed class WriteTool(RunnerOptions options) : IRunnerTool
{
    /// <inheritdoc/>
    public string Name => "write";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var path = FileWriting.PathOf(call);
        var content = Encoding.UTF8.GetBytes(call.Arguments.Text("content"));
        if (content.Length > options.MaxFileBytes)
        {
            throw new ToolRefusal($"the content is too long: {content.Length} bytes, at most {options.MaxFileBytes}");
        }

        return await FileWriting.Write(call, path, content, expected: null) ?? call.Done($"wrote {content.Length} bytes to {path}");
    }
}
