namespace Moltbot.Grains.Agents.Tools;

/// <summary>For calls that no transcript has: who makes them does so once, and nobody is asked about any.</summary>
internal sealed class UnkeptRecord : IToolRecord
{
    public Task Began(IReadOnlyList<ToolCall> calls) => Task.CompletedTask;

    public Task Asking(ToolCall call, string approvalId) =>
        throw new InvalidOperationException($"{call.Name} asks a person; a run whose calls are kept nowhere has no such tool.");

    public Task Ended(ToolCall call, ToolResult result) => Task.CompletedTask;
}
