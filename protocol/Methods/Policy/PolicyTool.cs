namespace Moltbot.Protocol.Methods.Policy;

/// <summary>One tool as a session has it.</summary>
public sealed record PolicyTool
{
    /// <summary>The tool's name, as policy knows it.</summary>
    public required string Tool { get; init; }

    /// <summary>Whether policy allows it.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The first rule that refuses it.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>Why policy allows or refuses it.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the model is offered it: policy allows it and a connected runner has it.</summary>
    public required bool Offered { get; init; }

    /// <summary>Why it is not offered though policy allows it.</summary>
    public string? Missing { get; init; }
}
