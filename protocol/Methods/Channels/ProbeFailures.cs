namespace Moltbot.Protocol.Methods.Channels;

/// <summary>What kind of trouble a probe met: its member <c>failure</c>, where <c>ok</c> is false. The original tells it in words alone.</summary>
public static class ProbeFailures
{
    /// <summary>The platform says that the credential is none of its own.</summary>
    public const string Refused = "refused";

    /// <summary>There was no answer: the platform is away, or something between keeps it from being reached.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>An answer that says nothing about the credential: trouble of the platform's own, or something that is not the platform.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>The account cannot run as it is configured, so nobody was asked.</summary>
    public const string Unusable = "unusable";
}
