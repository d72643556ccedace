namespace Moltbot.Grains.Agents.Tools;

/// <summary>Keeps what a run does with tools, so that a crash repeats none of it.</summary>
internal interface IToolRecord
{
    /// <summary>Calls are about to be decided: they are stored when this returns.</summary>
    Task Began(IReadOnlyList<ToolCall> calls);

    /// <summary>A person is about to be asked about a call: that is stored when this returns.</summary>
    Task Asking(ToolCall call, string approvalId);

    /// <summary>A call ended, refused ones too: that is stored when this returns.</summary>
    Task Ended(ToolCall call, ToolResult result);
}
