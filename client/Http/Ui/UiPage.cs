using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Http.Ui;

/// <summary>The interface's page with what it has to know written into it, and the policy that holds it in.</summary>
/// <param name="Html">The page.</param>
/// <param name="ScriptHashes">What the policy says of its inline scripts.</param>
internal sealed partial record UiPage(string Html, string ScriptHashes)
{
    /// <summary>Writes the base path and the assistant's looks into a page. No secret is known here, so none can be written.</summary>
    public static UiPage Of(string html, string basePath, AgentIdentityResult assistant)
    {
        var script = new StringBuilder("<script>");
        foreach (string product in (ReadOnlySpan<string>)["OPENCLAW", "CLAWDBOT"])
        {
            script.Append("window.__").Append(product).Append("_CONTROL_UI_BASE_PATH__=").Append(Quoted(basePath)).Append(';');
        }

        foreach (string product in (ReadOnlySpan<string>)["OPENCLAW", "CLAWDBOT"])
        {
            script.Append("window.__").Append(product).Append("_ASSISTANT_NAME__=").Append(Quoted(assistant.Name ?? "")).Append(';')
                .Append("window.__").Append(product).Append("_ASSISTANT_AVATAR__=").Append(Quoted(assistant.Avatar ?? "")).Append(';');
        }

        script.Append("</script>");
        int head = html.IndexOf("</head>", StringComparison.OrdinalIgnoreCase);
        string page = head < 0 ? script + html : html.Insert(head, script.ToString());
        return new UiPage(page, HashesOf(page));
    }

    /// <summary>
    /// The page may run its own scripts and talk to its own host, nowhere else: a link that names another gateway cannot carry the
    /// token there (A1), and nothing shown in a chat can load or send anything (K3).
    /// </summary>
    public string Policy(HttpRequest request) =>
        "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; "
        + $"script-src 'self'{ScriptHashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + $"media-src 'self' data: blob:; worker-src 'self' blob:; manifest-src 'self'; connect-src 'self'{Sockets(request.Host)}";

    /// <summary>For browsers to whom 'self' does not mean WebSockets.</summary>
    private static string Sockets(HostString host) => Authority().IsMatch(host.Value ?? "") ? $" ws://{host.Value} wss://{host.Value}" : "";

    private static string HashesOf(string page)
    {
        var hashes = new StringBuilder();
        foreach (Match script in InlineScript().Matches(page))
        {
            if (!script.Groups[1].Value.Contains("src=", StringComparison.OrdinalIgnoreCase))
            {
                byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[2].Value));
                hashes.Append(" 'sha256-").Append(Convert.ToBase64String(hash)).Append('\'');
            }
        }

        return hashes.ToString();
    }

    /// <summary>JSON that cannot end the script it stands in: the default encoder escapes angle brackets.</summary>
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex("<script([^>]*)>([\\s\\S]*?)</script>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InlineScript();

    [GeneratedRegex(@"^[A-Za-z0-9.\[\]:-]{1,255}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Authority();
}
