namespace Moltbot.Protocol.Limits;

/// <summary>WebSocket close codes the gateway uses, and their reason texts (section 1.3).</summary>
public static class CloseCodes
{
    /// <summary>Handshake timeout or unparsable text before connect; no reason.</summary>
    public const int Normal = 1000;

    /// <summary>Version ranges do not overlap.</summary>
    public const int ProtocolMismatch = 1002;

    /// <summary>Refused handshake (reason = the error's message) or slow consumer.</summary>
    public const int PolicyViolation = 1008;

    /// <summary>A frame above the limit; no reason.</summary>
    public const int TooBig = 1009;

    /// <summary>The gateway stops, after the <c>shutdown</c> event.</summary>
    public const int ServiceRestart = 1012;

    /// <summary>Reason text of <see cref="ProtocolMismatch"/>.</summary>
    public const string ProtocolMismatchReason = "protocol mismatch";

    /// <summary>Reason text when an outgoing buffer is full.</summary>
    public const string SlowConsumerReason = "slow consumer";

    /// <summary>Reason text of <see cref="ServiceRestart"/>.</summary>
    public const string ServiceRestartReason = "service restart";

    /// <summary>Reason text when the first frame is no request.</summary>
    public const string InvalidRequestFrameReason = "invalid request frame";

    /// <summary>Error text when the first request is not <c>connect</c>.</summary>
    public const string FirstRequestMustBeConnect = "invalid handshake: first request must be connect";

    /// <summary>Error text of a second <c>connect</c>.</summary>
    public const string ConnectOnlyFirst = "connect is only valid as the first request";

    /// <summary>Cuts a reason to the bytes a close frame may carry, never inside a character.</summary>
    public static string CutReason(string reason)
    {
        var bytes = 0;
        var chars = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > ProtocolLimits.MaxCloseReasonBytes)
            {
                return reason[..chars];
            }

            chars += rune.Utf16SequenceLength;
        }

        return reason;
    }
}
