namespace Moltbot.Protocol.Runners;

/// <summary>What goes on in a sandbox.</summary>
public static class ToolSandboxUses
{
    /// <summary>Nothing.</summary>
    public const string None = "none";

    /// <summary>A program or a server of tools waits in it for further calls.</summary>
    public const string Program = "program";

    /// <summary>A call is being made.</summary>
    public const string Call = "call";
}
