using System.Text;
using Moltbot.Bench.Clients;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Measures;

/// <summary>
/// What an answer takes about an id of another tenant, beside one that nobody ever had: a difference would tell what is there (attack T1). The two
/// are asked about in turn, so that whatever else the machine does falls on both alike. Whose the id is asks the same, to show what can be seen.
/// </summary>
internal sealed class ForeignIdMeasure : IMeasure
{
    /// <summary>How far two medians may be from each other.</summary>
    private const double Noise = 0.05;

    private static readonly (string Method, Func<Ids, string> Parameters)[] Methods =
    [
        ("chat.history", static ids => $$"""{"sessionKey":"{{ids.SessionKey}}"}"""),
        ("sessions.resolve", static ids => $$"""{"sessionId":"{{ids.SessionId}}"}"""),
        ("node.describe", static ids => $$"""{"nodeId":"{{ids.Node}}"}"""),
        ("cron.runs", static ids => $$"""{"id":"{{ids.Job}}"}"""),
        ("agent.wait", static ids => $$"""{"runId":"{{ids.Run}}","timeoutMs":0}"""),
    ];

    public string Name => "foreign";

    public async Task Run(BenchContext context)
    {
        await using var silo = await context.StartSilo();
        await context.Warm(silo);
        using var owner = await silo.Connect(new BenchDevice());
        using var stranger = await Tenant(silo, "elsewhere");
        var node = new BenchDevice();
        using var connected = await silo.Connect(node, BenchPeer.Runner);
        var theirs = await Fill(owner, node.Id);
        foreach (var (method, parametersOf) in Methods)
        {
            var (theirId, nobodysId) = (Request(method, parametersOf(theirs)), Request(method, parametersOf(Ids.Nobodys)));
            var (foreign, nobodys) = await Medians(context, stranger, theirId, nobodysId);
            var (own, unknown) = await Medians(context, owner, theirId, nobodysId);
            context.Report.Add(new ReportRow(
                $"{method}, another tenant's id", $"{Figures.Number(foreign)} µs, nobody's {Figures.Number(nobodys)} µs; its owner {Figures.Times(own / unknown)}")
            {
                Goal = Figures.Goal($"as nobody's within {Noise:P0} ({foreign / nobodys:0.000}×)", Math.Abs((foreign / nobodys) - 1) <= Noise),
            });
        }
    }

    /// <summary>A new tenant's administrator.</summary>
    private static async Task<RawWebSocket> Tenant(SiloServer silo, string tenant)
    {
        using var oper = await GatewayClient.Connect(silo.Address, silo.OperatorToken, new BenchDevice(), BenchPeer.TenantOperator);
        var made = await oper.Call("moltbot.tenants.create", $$"""{"tenant":"{{tenant}}"}""");
        return await GatewayClient.Connect(silo.Address, made.GetProperty("token").GetString()!, new BenchDevice(), BenchPeer.Operator);
    }

    /// <summary>One thing of each kind.</summary>
    private static async Task<Ids> Fill(RawWebSocket owner, string node)
    {
        var ids = Ids.Nobodys with { SessionKey = "agent:main:measured", Run = "measured", Node = node };
        await owner.Call("chat.send", $$"""{"sessionKey":"{{ids.SessionKey}}","message":"hello","idempotencyKey":"{{ids.Run}}"}""");
        await owner.Call("agent.wait", $$"""{"runId":"{{ids.Run}}","timeoutMs":10000}""");
        var history = await owner.Call("chat.history", $$"""{"sessionKey":"{{ids.SessionKey}}"}""");
        var job = await owner.Call("cron.add", """
            {"name":"measured","schedule":{"kind":"cron","expr":"0 0 1 1 *"},"sessionTarget":"main","wakeMode":"next-heartbeat","payload":{"kind":"systemEvent","text":"x"}}
            """);
        return ids with { SessionId = history.GetProperty("sessionId").GetString()!, Job = job.GetProperty("id").GetString()! };
    }

    /// <summary>Microseconds from each of two requests to its answer.</summary>
    private static async Task<(double One, double Other)> Medians(BenchContext context, RawWebSocket socket, byte[] one, byte[] other)
    {
        var rounds = context.IsQuick ? 500 : 5_000;
        List<double> ones = new(rounds), others = new(rounds);
        for (var round = -rounds / 5; round < rounds; round++)
        {
            var (took, otherTook) = await Pair.Take(round, () => Time(socket, one), () => Time(socket, other));
            if (round >= 0)
            {
                ones.Add(took);
                others.Add(otherTook);
            }
        }

        return (ones.Order().ElementAt(rounds / 2), others.Order().ElementAt(rounds / 2));
    }

    private static async Task<double> Time(RawWebSocket socket, byte[] request)
    {
        var began = TimeProvider.System.GetTimestamp();
        await socket.Send(request, CancellationToken.None);
        await socket.NextResponse(CancellationToken.None);
        return TimeProvider.System.GetElapsedTime(began).TotalMicroseconds;
    }

    private static byte[] Request(string method, string parameters) =>
        Encoding.UTF8.GetBytes($$"""{"type":"req","id":"m","method":"{{method}}","params":{{parameters}}}""");

    /// <summary>What names a tenant's things.</summary>
    private sealed record Ids(string SessionKey, string SessionId, string Node, string Job, string Run)
    {
        /// <summary>Of the same form as those of things that are there.</summary>
        public static Ids Nobodys { get; } = new("agent:main:nobody-s", $"{Guid.NewGuid()}", new BenchDevice().Id, $"{Guid.NewGuid()}", "nobody-s");
    }
}
