namespace Moltbot.TestSupport.Platforms;

/// <summary>What goes wrong with a call, whatever the platform.</summary>
public enum PlatformFault
{
    /// <summary>The call has its effect, then the connection breaks.</summary>
    BreaksAfterwards,

    /// <summary>The call has its effect and no answer ever comes.</summary>
    HangsAfterwards,

    /// <summary>The platform fails inside.</summary>
    ServerError,

    /// <summary>The answer cannot be read.</summary>
    Garbage,

    /// <summary>Too many calls: come back in 3 s.</summary>
    RateLimited,

    /// <summary>The platform says no.</summary>
    Refused,

    /// <summary>The token is not accepted.</summary>
    Unauthorized,
}
