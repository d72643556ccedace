using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit;
using Moltbot.Policy.SecurityAudit.Starts;
using Moltbot.Policy.Tests.Cases;

namespace Moltbot.Policy.Tests.SecurityAudit;

/// <summary>
/// Every finding as the operator reads it: <c>findings.txt</c> holds installations, each with all that is said of it. A block is a title,
/// which checks are asked (and how the ids begin that are looked at), what the installation is, and behind <c>--</c> what is said.
/// </summary>
public sealed class FindingsTests
{
    private static readonly Blocks Cases = new("findings.txt");

    public static TheoryData<string> Titles => [.. Cases.Titles];

    [Theory]
    [MemberData(nameof(Titles))]
    public void What_is_said_of_an_installation(string title)
    {
        var (facts, expected) = Cases.FactsOf(title);
        var ask = facts["ask"].Single().Split(' ');

        var said = Said(ask[0], Subject(facts)).Where(finding => ask.Length == 1 || ask.Skip(1).Any(prefix => finding.CheckId.StartsWith(prefix, StringComparison.Ordinal)));

        string.Join('\n', said.Select(Words)).ShouldBe(expected);
    }

    private static IEnumerable<AuditFinding> Said(string checks, AuditSubject subject) => checks switch
    {
        "configuration" => ConfigurationAudit.Configuration(subject),
        "channels" => ConfigurationAudit.Channels(subject),
        "installation" => ConfigurationAudit.Installation(subject),
        "setup" => ConfigurationAudit.Setup(subject),
        _ => throw new ArgumentException(checks),
    };

    private static string Words(AuditFinding finding) =>
        $"{finding.Severity} {finding.CheckId}{(finding.About is { } about ? $" about {about}" : "")}{(finding.InsteadOf is { } other ? $" instead of {other}" : "")}\n"
        + $"  {finding.Title}\n  {finding.Detail.Replace("\n", "\n    ")}{(finding.Remediation is { } remedy ? $"\n  -> {remedy}" : "")}";

    private static AuditSubject Subject(ILookup<string, string> facts)
    {
        var variables = facts["env"].Select(static each => each.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        var snapshot = ConfigLoader.Load(new ConfigSource("moltbot.json", facts["config"].SingleOrDefault() ?? "{}"), new ConfigLoadOptions { Environment = variables });
        snapshot.Issues.ShouldBeEmpty();
        var subject = new AuditSubject
        {
            Document = snapshot.Config!,
            Written = snapshot.Parsed as JsonObject,
            Secret = (facts["secret"].SingleOrDefault() ?? "token 0123456789abcdefghijklmnopqrstuv").Split(' ') switch
            {
                ["password", var password] => new GatewaySecret(GatewayAuthMode.Password, null, password),
                ["token", var token] => new GatewaySecret(GatewayAuthMode.Token, token, null),
                ["password"] => new GatewaySecret(GatewayAuthMode.Password, null, null),
                _ => new GatewaySecret(GatewayAuthMode.Token, null, null),
            },
            MakesToken = facts["makes"].Any(),
            Environment = variables.GetValueOrDefault,
            StateDirectory = facts["state"].SingleOrDefault() ?? "",
            ConfigPath = facts["path"].SingleOrDefault() ?? "",
            Start = GatewayStart.Read(JsonNode.Parse(facts["start"].SingleOrDefault() ?? "null")),
        };
        return facts["remedy"].SingleOrDefault() is { } remedy ? subject with { StartUnknown = "it runs elsewhere", StartRemedy = remedy } : subject;
    }
}
