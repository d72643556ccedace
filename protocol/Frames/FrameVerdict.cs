namespace Moltbot.Protocol.Frames;

/// <summary>What a received text turned out to be.</summary>
public enum FrameVerdict
{
    /// <summary>A well-formed request.</summary>
    Request,

    /// <summary>JSON, but no request: answered with the reasons after connect, closed 1008 before.</summary>
    Invalid,

    /// <summary>No JSON in UTF-8: ignored after connect, closed 1000 before.</summary>
    NotJson,
}
