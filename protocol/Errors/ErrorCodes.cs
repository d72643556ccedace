namespace Moltbot.Protocol.Errors;

/// <summary>The codes of protocol 3.</summary>
public static class ErrorCodes
{
    /// <summary>Bad frame, params or credentials, missing scope, unknown method or id, refused by policy.</summary>
    public const string InvalidRequest = "INVALID_REQUEST";

    /// <summary>A device identity or its pairing is missing.</summary>
    public const string NotPaired = "NOT_PAIRED";

    /// <summary>A run failed, a node is not there, or something inside went wrong.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>A channel account is not linked.</summary>
    public const string NotLinked = "NOT_LINKED";

    /// <summary>An agent run took too long.</summary>
    public const string AgentTimeout = "AGENT_TIMEOUT";
}
