using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.Exec.Text;
using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>What a server of tools may be: a program of the sandbox or an address, and nothing of the one with the other.</summary>
internal static partial class McpServerForms
{
    public const string VariableForm = "a variable's name is of letters, digits and underscores, begins with no digit, and is none that decides what runs (PATH, ENV, IFS, LD_*, BASH_*)";

    public const string HeaderForm = "a header's name is one word, and none that the connection itself uses (Host, Content-*, Mcp-*, …)";

    // A program there would be what an agent last wrote, and be given what the server is given.
    private static readonly string[] Written = ["/workspace", "/agent", "/tmp", "/dev", "/proc"];

    private static readonly string[] RunningVariables = ["PATH", "ENV", "IFS", "SHELLOPTS", "BASHOPTS", "PS4", "GLIBC_TUNABLES", "PROMPT_COMMAND"];

    private static readonly string[] RunningPrefixes = ["LD_", "BASH_"];

    private static readonly string[] OwnHeaders = ["Host", "Connection", "Accept", "Expect", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Keep-Alive", "Cookie", "Last-Event-ID"];

    private static readonly string[] OwnHeaderPrefixes = ["Content-", "Mcp-", "Proxy-"];

    public static (Func<string, bool> Accepts, string Message) Program { get; } =
        (IsProgram, "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args");

    public static (Func<string, bool> Accepts, string Message) Word { get; } = (HostileText.IsExact, "holds NUL or half a character, which no program can be told");

    public static (Func<string, bool> Accepts, string Message) HeaderValue { get; } =
        (static text => text.All(static c => c is >= ' ' and < '\x7f'), "a header's value is one line of ASCII");

    public static (Func<string, bool> Accepts, string Message) Address { get; } =
        (static text => WebAddress.TryParse(text, out _, out _), "expected an http:// or https:// address of the open internet, without credentials in it");

    public static bool IsVariable(string name) => name.Length <= 64 && Variable().IsMatch(name)
        && !RunningVariables.Contains(name, StringComparer.Ordinal) && !RunningPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    public static bool IsHeader(string name) => name.Length <= 64 && Header().IsMatch(name)
        && !OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) && !OwnHeaderPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    public static void Check(JsonObject server, string path, Inspection inspection)
    {
        if (server.ContainsKey("command") == server.ContainsKey("url"))
        {
            inspection.Report(path, "a server has a command or a url, one of them");
            return;
        }

        foreach (var other in server.ContainsKey("command") ? (string[])["headers"] : ["args", "env"])
        {
            if (server.ContainsKey(other))
            {
                inspection.Report(Inspection.Join(path, other), $"{other} goes with {(other == "headers" ? "url" : "command")} alone");
            }
        }

        // Headers are mostly keys: they are not sent where whoever is on the way can read them (S3).
        if (server["headers"] is JsonObject { Count: > 0 } && Kinds.Text(server["url"])?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == false)
        {
            inspection.Report(Inspection.Join(path, "url"), "has to be https:// where headers are sent");
        }
    }

    public static void CheckCount(JsonObject mcp, string path, Inspection inspection)
    {
        if (mcp["servers"] is JsonObject servers && servers.Count > McpServers.Most)
        {
            inspection.Report(Inspection.Join(path, "servers"), $"{servers.Count} servers; at most {McpServers.Most}");
        }
    }

    private static bool IsProgram(string text) => HostileText.IsExact(text) && !text.Any(char.IsControl) && text.Trim() == text && text.Length > 0
        && (text.StartsWith('/')
            ? text[1..].Split('/') is var parts && !parts.Any(static part => part is "" or "." or "..") && !Written.Contains($"/{parts[0]}", StringComparer.Ordinal)
            : text[0] != '-' && !text.Contains('/', StringComparison.Ordinal));

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Header();
}
