using System.Security.Cryptography;

namespace Moltbot.GrainInterfaces;

/// <summary>
/// Ids of gateways: <c>name#start</c>. The name belongs to one gateway at a time and stays over its restarts; the rest is new with
/// every start, so that what its predecessor left in flight is never taken for its own.
/// </summary>
public static class GatewayIds
{
    private const char Separator = '#';

    /// <summary>The id for a gateway that starts now.</summary>
    public static string ForStart(string name) => $"{name}{Separator}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";

    /// <summary>Whether the second is the first one, started again: then the first is gone.</summary>
    public static bool IsRestart(string before, string now) =>
        before != now && NameOf(before) is { } name && name == NameOf(now);

    private static string? NameOf(string id) => id.LastIndexOf(Separator) is > 0 and int end ? id[..end] : null;
}
