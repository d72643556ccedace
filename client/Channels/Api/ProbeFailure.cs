using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Channels.Api;

/// <summary>What a failed call tells of the credential it was made with.</summary>
internal static class ProbeFailure
{
    /// <summary>One of <see cref="ProbeFailures"/>.</summary>
    public static string Of(ApiError error) => error.Kind switch
    {
        ApiErrorKind.Unauthorized when !error.IsForeign => ProbeFailures.Refused,

        // Without a code nothing came back, however far the call got.
        ApiErrorKind.Unreachable or ApiErrorKind.Unknown when error.Code == 0 => ProbeFailures.Unreachable,
        _ => ProbeFailures.Unexpected,
    };
}
