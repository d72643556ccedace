namespace Moltbot.Policy.Devices;

/// <summary>The client ids that decide something here; all accepted ones are listed in protocol.md §2.1.</summary>
public static class ClientIds
{
    public const string Cli = "cli";
    public const string ControlUi = "openclaw-control-ui";

    /// <summary>The control UI under the product's earlier name.</summary>
    public const string EarlierControlUi = "clawdbot-control-ui";

    public const string WebChat = "webchat";
    public const string WebChatUi = "webchat-ui";
}
