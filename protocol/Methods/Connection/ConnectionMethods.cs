namespace Moltbot.Protocol.Methods.Connection;

/// <summary>The methods of this folder.</summary>
public static class ConnectionMethods
{
    /// <summary><c>connect</c>.</summary>
    public static ConnectMethod Connect { get; } = new();
}
