namespace Moltbot.Policy.Sessions;

/// <summary>What stands at the other end of a conversation.</summary>
public static class PeerKinds
{
    public const string Dm = "dm";
    public const string Group = "group";
    public const string Channel = "channel";
}
