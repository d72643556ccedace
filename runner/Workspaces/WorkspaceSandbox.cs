using System.Buffers;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Workspaces;

/// <summary>Runs a script in a sandbox that has a workspace and nothing else, and takes the bytes that it prints.</summary>
internal sealed class WorkspaceSandbox(ISandbox sandbox)
{
    /// <summary>The bytes that it printed.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="argv">The script.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="ToolRefusal">It did not run to its end.</exception>
    public async Task<ReadOnlyMemory<byte>> Run(string folder, IReadOnlyList<string> argv, ReadOnlyMemory<byte> input, CancellationToken cancelled)
    {
        var output = new Bytes();
        var end = await sandbox.Run(
            new SandboxRequest(new SandboxPlace(folder, null, Network: false, []), argv) { Input = input, Output = output, MaxChars = 0 }, CancellationToken.None, cancelled);
        return end switch
        {
            { Ending: ProcessEnding.Exited, ExitCode: 0 } => output.All,
            { Ending: ProcessEnding.Exited } => throw new ToolRefusal("the workspace could not be read or written"),
            { Ending: ProcessEnding.Cancelled } => throw new OperationCanceledException(cancelled),
            { Ending: ProcessEnding.NotStarted } => throw new ToolRefusal("no sandbox can be had"),
            _ => throw new ToolRefusal("the workspace is too large to be read at once"),
        };
    }

    private sealed class Bytes : IOutputSink
    {
        private readonly ArrayBufferWriter<byte> _all = new();

        public ReadOnlyMemory<byte> All => _all.WrittenMemory;

        public void Add(ReadOnlySpan<byte> bytes) => _all.Write(bytes);
    }
}
