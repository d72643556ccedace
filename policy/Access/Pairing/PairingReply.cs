namespace Moltbot.Policy.Access.Pairing;

/// <summary>What a stranger is told, once.</summary>
/// <param name="Product">The product's name.</param>
/// <param name="Command">The command line's name.</param>
public sealed record PairingReply(string Product = "Moltbot", string Command = "moltbot")
{
    /// <param name="channel">The channel id.</param>
    /// <param name="idLine">The line that tells the stranger their id.</param>
    /// <param name="code">The code. The command below names it as <c>&lt;code&gt;</c>: a stranger's text is nothing to paste.</param>
    public string Text(string channel, string idLine, string code) => string.Join(
        '\n',
        $"{Product}: access not configured.",
        "",
        idLine,
        "",
        $"Pairing code: {code}",
        "",
        "Ask the bot owner to approve with:",
        $"{Command} pairing approve {channel} <code>");
}
