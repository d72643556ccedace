using System.Reflection;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.System.Tests.Tenants;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Every id of every method as an attacker would write it: it names nothing, opens nothing, makes no file and no line of a log (F1, K2).</summary>
public sealed class HostileIdTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private const string Mark = "hostileid";

    public static TheoryData<string> Texts() => new(
        $"../../../../../../../../tmp/{Mark}", $"..\\..\\{Mark}", $"/tmp/{Mark}", $"file:///tmp/{Mark}", $"~/{Mark}", $"{Mark}\0.txt",
        $"{Mark}\r\nwarn: {Mark} forged this line", $"{Mark}\u2028warn: forged", $"\u001b[31m{Mark}", $"\u202e{Mark}\u2066", $"h\u043estile{Mark}",
        $"\uff2d\uff41\uff49\uff4e{Mark}", $"agent:main:../../{Mark}", $"agent:{Mark}/../main:main", $"other/{Mark}", $"default/{Mark}", $"operator/{Mark}",
        $"{Mark}'; DROP TABLE grain_state; --", $"${{jndi:ldap://127.0.0.1/{Mark}}}", $"%2e%2e%2f{Mark}%00", $"*{Mark}?", $"{Mark}~{Mark}", $"__proto__{Mark}",
        Mark + new string('a', 5000), Mark + new string('\u00e9', 400), " ", ".", "..", "*");

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task An_id_is_looked_up_and_nothing_else(string text)
    {
        TenantIds ids = Everywhere(text);
        await using GatewayTestClient admin = await attacked.System.Connect("attacker");
        await using GatewayTestClient node = await attacked.System.Connect("node", new ConnectOptions
        {
            Device = TestDevice.New(), Role = "node", ClientId = "node-host", Mode = "node", Scopes = [], Commands = ["system.run"],
        });
        string[] before = Files();

        // Trouble of ours would be a text that got further than it should.
        var troubled = new List<string>();
        foreach (Probe probe in Probes.All.Where(static probe => !probe.NeedsBot))
        {
            GatewayAnswer answer = await (probe.ByNode ? node : admin).RequestAsync(probe.Method, probe.Parameters(text, ids));
            if (answer.Message is "internal error" or "storage or cluster are not available now")
            {
                troubled.Add($"{probe.Method}: {answer.Message}");
            }
        }

        troubled.ShouldBeEmpty();
        Files().Except(before, StringComparer.Ordinal).ShouldAllBe(static path => !path.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        Directory.EnumerateFileSystemEntries(Path.GetTempPath(), $"*{Mark}*").ShouldBeEmpty();
        attacked.System.Program.Output.Text.Split('\n').ShouldAllBe(static line => !line.StartsWith("warn: " + Mark, StringComparison.Ordinal));
        attacked.System.Program.Output.Text.ShouldNotContain('\u001b');
        await using GatewayTestClient after = await attacked.System.Connect("after");
        (await after.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    private string[] Files() => Directory.GetFileSystemEntries(attacked.State.Home, "*", SearchOption.AllDirectories);

    private static TenantIds Everywhere(string text)
    {
        TenantIds ids = TenantIds.Never();
        foreach (PropertyInfo id in typeof(TenantIds).GetProperties())
        {
            id.SetValue(ids, text);
        }

        return ids;
    }
}
