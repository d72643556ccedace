namespace Moltbot.Policy.Devices;

/// <summary>What a gateway takes as its shared secret. There is no mode without one.</summary>
public enum GatewayAuthMode
{
    Token,
    Password,
}
