namespace Moltbot.TestSupport.Models;

/// <summary>One thing a simulated model does while it answers.</summary>
internal abstract record ModelStep
{
    /// <summary>A piece of the answer's text.</summary>
    public sealed record Text(string Value) : ModelStep;

    /// <summary>A piece of the model's reasoning.</summary>
    public sealed record Reasoning(string Value) : ModelStep;

    /// <summary>A call of a tool, its arguments in two pieces.</summary>
    public sealed record ToolCall(string Id, string Name, string Arguments) : ModelStep;

    /// <summary>A failure told inside the stream.</summary>
    public sealed record Failure(string Code, string Message) : ModelStep;

    /// <summary>Bytes as they are, whatever the wire.</summary>
    public sealed record Raw(byte[] Bytes) : ModelStep;

    /// <summary>Waits until the test says go on.</summary>
    public sealed record Gate(ModelGate Barrier) : ModelStep;

    /// <summary>Says nothing more, and does not hang up.</summary>
    public sealed record Stall : ModelStep;

    /// <summary>Breaks the connection.</summary>
    public sealed record Break : ModelStep;

    /// <summary>Ends the response properly but before the answer is complete.</summary>
    public sealed record End : ModelStep;
}
