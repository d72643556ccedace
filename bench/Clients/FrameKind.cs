namespace Moltbot.Bench.Clients;

/// <summary>What the generator needs to tell apart.</summary>
internal enum FrameKind
{
    /// <summary>An event that is not about a chat's end.</summary>
    Other,

    /// <summary>The answer to a request.</summary>
    Response,

    /// <summary>A <c>chat</c> event of a run that ended, well or not.</summary>
    ChatEnd,
}
