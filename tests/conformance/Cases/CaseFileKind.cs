namespace Moltbot.Conformance.Cases;

/// <summary>What a file of cases holds.</summary>
internal enum CaseFileKind
{
    /// <summary>Functions with input and answer.</summary>
    Functions,

    /// <summary>Recorded WebSocket conversations.</summary>
    Conversations,

    /// <summary>Recorded HTTP requests.</summary>
    Requests,

    /// <summary>Shapes of the wire.</summary>
    Shapes,
}
