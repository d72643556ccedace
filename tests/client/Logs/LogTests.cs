using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Logs;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Redaction;
using Moltbot.Protocol.Methods.Status;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Gateway.Tests.Logs;

public sealed class LogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("moltbot-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_one_line_whatever_it_tells()
    {
        byte[] line = LogLine.Encode(
            DateTimeOffset.UnixEpoch, LogLevel.Warning, "Moltbot.X", "evil\n{\"time\":1}\u001b[31m\u202e" + new string('x', 9000), new IOException("a\rb"), withTrace: false, RedactionRules.Default);
        string text = Encoding.UTF8.GetString(line);

        text.Count(c => c == '\n').ShouldBe(1, "its end");
        JsonElement read = JsonDocument.Parse(line).RootElement;
        read.GetProperty("1").GetString()!.ShouldStartWith("evil\\u{a}{\"time\":1}\\u{1b}[31m\\u{202e}");
        read.GetProperty("1").GetString()!.Length.ShouldBeLessThan(2100);
        read.GetProperty("error").GetString().ShouldBe("IOException: a\\u{d}b");
        read.GetProperty("_meta").GetProperty("logLevelName").GetString().ShouldBe("WARN");
        read.TryGetProperty("trace", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Lines_go_to_the_file_of_the_tenant_they_are_about()
    {
        var options = new TenantLogOptions { Directory = Path.Combine(_folder, "logs"), MaxBytes = 3000 };
        var files = new TenantLogFiles(options);
        await using (var provider = new TenantLogProvider(options, files, TimeProvider.System, new TenantRedactions()))
        {
            ILogger logger = provider.CreateLogger("Moltbot.Test");
            logger.LogInformation("of nobody");
            await Task.Run(() => As("acme", () => logger.LogError(new InvalidOperationException("inner"), "of acme")));
            await Task.Run(() => As("globex", () => logger.LogDebug("too small")));
            using (logger.BeginScope(new TenantLogScope("initech")))
            {
                await Task.Yield();
                logger.LogInformation("of initech");
                await Task.Run(() => As("acme", () => logger.LogInformation("of acme, though called for initech")));
            }

            logger.LogInformation("of nobody again");
        }

        (await File.ReadAllLinesAsync(files.PathOf("initech"))).ShouldHaveSingleItem().ShouldContain("of initech");
        (await File.ReadAllTextAsync(files.PathOf(null))).ShouldContain("of nobody again");
        string acme = await File.ReadAllTextAsync(files.PathOf("acme"));
        acme.ShouldContain("of acme");
        acme.ShouldNotContain("of nobody");
        acme.ShouldNotContain("trace");
        (await File.ReadAllTextAsync(files.PathOf(null))).ShouldContain("of nobody");
        (await File.ReadAllTextAsync(files.PathOf(null))).ShouldContain("trace");
        File.Exists(files.PathOf("globex")).ShouldBeFalse();
        Should.Throw<FormatException>(() => files.PathOf("../acme"));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(files.PathOf("acme")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        files.Append("acme", new byte[2999]);
        new FileInfo(files.PathOf("acme")).Length.ShouldBe(2999);
        File.Exists(files.PathOf("acme") + ".1").ShouldBeTrue();
    }

    [Fact]
    public void A_tail_goes_on_where_it_ended_and_begins_anew_when_the_file_shrank()
    {
        string path = Path.Combine(_folder, "t.log");
        File.WriteAllText(path, "one\ntwo\nthree\nhal");

        LogsTailResult first = LogTail.Read(path, "t.log", new LogsTailParams { Limit = 2 });
        first.Lines.ShouldBe(["two", "three"]);
        (first.Truncated, first.Reset, first.Cursor, first.Size).ShouldBe((true, false, 14L, 17L));

        File.AppendAllText(path, "f\n");
        LogsTailResult next = LogTail.Read(path, "t.log", new LogsTailParams { Cursor = first.Cursor });
        next.Lines.ShouldBe(["half"], "a line is told when it is whole");
        LogTail.Read(path, "t.log", new LogsTailParams { Cursor = next.Cursor }).Lines.ShouldBeEmpty();

        File.WriteAllText(path, "new\n");
        LogsTailResult anew = LogTail.Read(path, "t.log", new LogsTailParams { Cursor = next.Cursor });
        (anew.Reset, anew.Lines.Single()).ShouldBe((true, "new"));

        LogsTailResult short4 = LogTail.Read(path, "t.log", new LogsTailParams { MaxBytes = 2 });
        short4.Lines.ShouldBeEmpty("the beginning of the only line is cut off");
        LogTail.Read(Path.Combine(_folder, "none.log"), "none.log", new LogsTailParams()).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_reads_its_tenants_log_and_finds_no_secret_there()
    {
        await using GatewayRig rig = await GatewayRig.Start("""{ session: { mainKey: "main" } }""");
        await using GatewayTestClient client = await rig.Connect();

        JsonElement tail = await client.CallAsync("logs.tail", new JsonObject { ["limit"] = 100 });

        tail.GetProperty("file").GetString().ShouldBe("default.log");
        tail.GetProperty("reset").GetBoolean().ShouldBeFalse();
        tail.GetRawText().ShouldNotContain(GatewayRig.Token);
    }

    private static void As(string tenant, Action action)
    {
        CallerContext.Use(CallerClaim.ForGateway(tenant, "test"));
        action();
    }
}
