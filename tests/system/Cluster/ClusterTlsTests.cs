using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Postgres;

namespace Moltbot.System.Tests.Cluster;

/// <summary>Who has no certificate of the cluster's authority is no member (T2), and no member's port is opened to others without one.</summary>
public sealed class ClusterTlsTests : IAsyncLifetime
{
    private const int Usage = 64, Configuration = 78;
    private readonly StateFolder _state = new();
    private readonly CertificateAuthority _authority = new(), _foreign = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal)
    {
        ["MOLTBOT_GATEWAY_TOKEN"] = RunningCluster.Token,
        ["MOLTBOT_MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["MOLTBOT_POSTGRES"] = "Host=127.0.0.1;Port=1",
    };

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Programs.Engine != "orleans", "the embedded engine is one process and never a cluster");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _authority.Dispose();
        _foreign.Dispose();
        _state.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Members_with_certificates_of_one_authority_work_together_and_nobody_else_gets_in()
    {
        PostgresAvailability postgres = await PostgresServer.SharedAsync();
        Assert.SkipWhen(postgres.SkipReason is not null, postgres.SkipReason ?? "");
        _environment["MOLTBOT_POSTGRES"] = await postgres.Server!.CreateDatabaseAsync();
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        _state.Configure(Configurations.For(model));
        string siloPort = Ports.Free();
        RunningSystem[] silos = await Task.WhenAll(Silo("silo-1", siloPort), Silo("silo-2", Ports.Free()));
        await using RunningSystem first = silos[0], second = silos[1];
        Task<int> silent = ReadOfSilence(siloPort);
        await using (RunningSystem gateway = await RunningSystem.Start(_state, Gateway(_authority.Member("gateway")), _environment))
        {
            await using GatewayTestClient client = await gateway.Connect();
            await client.Say("hello", "run-1");
            ChatClient.TextOf(await client.ChatEnd("run-1")).ShouldBe("Hello from the simulated model.");
        }

        await IsTurnedAway("a gateway without TLS", silos, Gateway([]), "corrupted frame");
        await IsTurnedAway("a gateway with another authority's certificate", silos, Gateway([.. _foreign.Member("gateway")[..^1], Both()]), "RemoteCertificateValidationCallback");
        (await IsAnswered(siloPort, _authority.Issue("client"))).ShouldBeTrue();
        (await IsAnswered(siloPort, _foreign.Issue("client"))).ShouldBeFalse();
        (await IsAnswered(siloPort, null)).ShouldBeFalse();
        (await silent).ShouldBe(0, "a silo keeps a connection that never begins TLS");
    }

    [Fact]
    public async Task A_member_is_not_opened_to_other_machines_without_a_certificate()
    {
        foreach (string role in new[] { "silo", "gateway" })
        {
            var (code, output) = await RunningSystem.StartRefused(_state, ["--role", role, "--advertise", "192.0.2.1"], _environment);

            code.ShouldBe(Usage, role);
            output.ShouldContain("--advertise 192.0.2.1");
            output.ShouldContain("--cluster-cert FILE, --cluster-key FILE and --cluster-ca FILE");
        }
    }

    [Fact]
    public async Task Half_of_what_a_member_needs_is_refused_and_the_missing_option_named()
    {
        string[] member = _authority.Member("half");

        var (code, output) = await RunningSystem.StartRefused(_state, ["--role", "silo", .. member[..4]], _environment);

        code.ShouldBe(Usage);
        output.ShouldContain("--cluster-ca is missing");
    }

    [Fact]
    public async Task A_certificate_that_no_member_would_accept_starts_nothing()
    {
        string[] member = _authority.Member("stranger");
        member[^1] = _foreign.Path;

        var (code, output) = await RunningSystem.StartRefused(_state, ["--role", "silo", .. member], _environment);

        code.ShouldBe(Configuration);
        output.ShouldContain($"{member[1]} is not a member's certificate by {_foreign.Path}");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        string[] member = _authority.Member("member");
        member[1] = "/nowhere/member.pem";

        var (code, output) = await RunningSystem.StartRefused(_state, ["--role", "silo", .. member], _environment);

        code.ShouldBe(Configuration);
        output.ShouldContain("/nowhere/member.pem");
    }

    private Task<RunningSystem> Silo(string name, string port) => RunningSystem.Start(
        _state,
        ["--role", "silo", "--state", $"{_state.Path}-{name}", "--silo-port", port, "--client-port", Ports.Free(), .. _authority.Member(name)],
        _environment);

    private string[] Gateway(string[] member) => ["--role", "gateway", "--state", $"{_state.Path}-gateway-{Guid.NewGuid():N}", .. member];

    /// <summary>A file with both authorities: by it a stranger trusts the cluster, and starts.</summary>
    private string Both()
    {
        string path = _foreign.Path + ".both";
        File.WriteAllText(path, File.ReadAllText(_foreign.Path) + "\n" + File.ReadAllText(_authority.Path));
        return path;
    }

    /// <summary>Starts a gateway and waits until a silo says that it turned it away, and why.</summary>
    private async Task IsTurnedAway(string who, RunningSystem[] silos, string[] arguments, string why)
    {
        await using RunningProgram gateway = RunningSystem.Launch(_state, arguments, _environment);
        await await Task.WhenAny(silos.Select(silo => silo.Program.Output.Line(
            $"turning away {who}",
            line => line.Contains("not one between members", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal),
            TimeSpan.FromSeconds(90))));
        gateway.Output.Text.ShouldNotContain("ready ");
    }

    /// <summary>Connects, says nothing, and reads until the silo has enough of it: 0 bytes, when it does not begin to speak.</summary>
    private static async Task<int> ReadOfSilence(string port)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", int.Parse(port, global::System.Globalization.CultureInfo.InvariantCulture));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        return await socket.GetStream().ReadAsync(new byte[1], limit.Token);
    }

    /// <summary>Whether a silo says anything to another one with this certificate; it begins by itself once TLS stands.</summary>
    private async Task<bool> IsAnswered(string port, (string Certificate, string Key)? member)
    {
        using X509Certificate2? certificate = member is { } files ? X509Certificate2.CreateFromPemFile(files.Certificate, files.Key) : null;
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", int.Parse(port, global::System.Globalization.CultureInfo.InvariantCulture));
        await using var stream = new SslStream(socket.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "anybody",
                EnabledSslProtocols = SslProtocols.Tls13,
                ApplicationProtocols = [new SslApplicationProtocol("Orleans1")],
                ClientCertificates = certificate is null ? null : [certificate],
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            });
            return await stream.ReadAsync(new byte[1]) == 1;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return false;
        }
    }
}
