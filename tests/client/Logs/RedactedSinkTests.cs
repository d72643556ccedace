using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Logs;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Redaction;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Logs;

/// <summary>Whatever way a text leaves, its secrets stay (K1).</summary>
public sealed class RedactedSinkTests : IDisposable
{
    private const string Secret = "sk-abcdefghijklmnopqrstuvwxyz";
    private readonly string _folder = Directory.CreateTempSubdirectory("moltbot-sinks-").FullName;
    private readonly TenantRedactions _redactions = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_on_the_console_is_one_plain_line_without_secrets()
    {
        var formatter = new RedactedConsoleFormatter(_redactions, new ManualTime());
        using var console = new StringWriter();

        formatter.Write(
            new LogEntry<string>(
                LogLevel.Warning, "Moltbot.X", new EventId(7), $"key {Secret}\nready\u001b[2J", new IOException($"TOKEN={Secret}"), static (state, _) => state),
            scopeProvider: null,
            console);

        console.ToString().ShouldBe("12:00:00 warn: Moltbot.X[7] key sk-abc…wxyz\\u{a}ready\\u{1b}[2J System.IO.IOException: TOKEN=sk-abc…wxyz\n");
    }

    [Fact]
    public async Task A_file_has_no_secret_and_goes_by_its_tenants_patterns()
    {
        _redactions.Learn("acme", new LoggingConfig { RedactSensitive = false, RedactPatterns = ["ticket-(\\d+)"] });
        var options = new TenantLogOptions { Directory = _folder };
        var files = new TenantLogFiles(options);
        await using (var provider = new TenantLogProvider(options, files, TimeProvider.System, _redactions))
        {
            ILogger logger = provider.CreateLogger("Moltbot.Test");
            foreach (string tenant in (string[])["acme", "globex"])
            {
                await Task.Run(() =>
                {
                    CallerContext.Use(CallerClaim.ForGateway(tenant, "test"));
                    logger.LogError(new IOException($"refused {Secret}"), "ticket-1234 {Secret}", Secret);
                });
            }
        }

        string[] logs = await Task.WhenAll(((string?[])["acme", "globex", null]).Select(tenant => File.ReadAllTextAsync(files.PathOf(tenant))));
        logs.ShouldAllBe(log => !log.Contains(Secret) && log.Contains("sk-abc…wxyz"));
        (logs[0].Contains("ticket-***"), logs[1].Contains("ticket-1234")).ShouldBe((true, true));
        logs[2].ShouldNotContain("ticket-***", Case.Sensitive, "a tenant hides nothing from the operator");
    }

    [Fact]
    public async Task A_tail_goes_by_patterns_that_are_younger_than_its_lines()
    {
        await using GatewayRig rig = await GatewayRig.Start("""{ logging: { redactPatterns: ["ticket-(\\d+)"] } }""");
        await using GatewayTestClient client = await rig.Connect();
        string path = rig.Services.GetService(typeof(TenantLogFiles)).ShouldBeOfType<TenantLogFiles>().PathOf(TenantId.Default);
        await File.AppendAllTextAsync(path, """{"1":"old ticket-1234 and no more"}""" + "\n");

        JsonElement tail = await client.CallAsync("logs.tail");

        tail.GetRawText().ShouldContain("old ticket-*** and no more");
    }

    [Fact]
    public void What_a_tool_says_is_told_to_clients_without_secrets()
    {
        var ended = new AgentToolEvent
        {
            RunId = "r", SessionKey = "main", CanonicalKey = "agent:main:main", Sequence = 1, Timestamp = 1,
            Phase = "result", Name = "exec", ToolCallId = "c", DataJson = $$"""{"stdout":"TOKEN={{Secret}}","password":"x"}""", IsError = false,
        };

        AgentPayloads.Of(ended, RedactionRules.Default).Data.ToString().ShouldContain("""{"stdout":"TOKEN=sk-abc…wxyz","password":"***"}""");
        AgentPayloads.Of(ended, RedactionRules.ForTools(new LoggingConfig { RedactSensitive = false })).Data.ToString().ShouldContain(Secret);
    }
}
