using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>security_audit, and the doctor rules of seed_rules: what is found in a configuration.</summary>
public sealed class SecurityAuditArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("runSecurityAudit", Audit),
        new("doctor", Doctor) { Same = IsSaid },
    ];

    public IEnumerable<Difference> Differences => [];

    // The cases leave files and channels out; what the original has no counterpart for is no part of them.
    private static JsonNode? Audit(JsonElement input)
    {
        var report = AuditReport.Of(ConfigurationAudit.Configuration(Subject(input)));
        return new JsonObject
        {
            ["findings"] = new JsonArray([.. report.Findings.Select(static finding => new JsonObject
            {
                ["checkId"] = finding.CheckId, ["severity"] = finding.Severity.ToString().ToLowerInvariant(),
            })]),
            ["summary"] = new JsonObject { ["critical"] = report.Critical, ["warn"] = report.Warn, ["info"] = report.Info },
        };
    }

    // Everything doctor says about keys of the configuration, with the seed's two levels.
    private static JsonNode? Doctor(JsonElement input)
    {
        var subject = Subject(input);
        return new JsonArray(
        [
            .. ConfigurationAudit.Setup(subject).Concat(ConfigurationAudit.Channels(subject)).Where(static finding => finding.About is not null).Select(static finding => new JsonObject
            {
                ["level"] = finding.Severity is AuditSeverity.Warn or AuditSeverity.Critical ? "problem" : "ok", ["about"] = finding.About,
            }),
        ]);
    }

    private static bool IsSaid(JsonNode? expected, JsonNode? actual) => actual!.AsArray().Any(said => CaseComparison.AreEqual(expected, said));

    private static AuditSubject Subject(JsonElement input)
    {
        var config = input.Get("config");
        var document = ConfigInput.Document(config);
        var environment = input.Get("env");
        var auth = document.Gateway.Auth.Settings;
        return new AuditSubject
        {
            Document = document,
            Written = config is { ValueKind: JsonValueKind.Object } tree ? JsonObject.Create(tree) : null,
            Secret = auth.Resolve(name => environment.Text(name)),
            Environment = name => environment.Text(name),
        };
    }
}
