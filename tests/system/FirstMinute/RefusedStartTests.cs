using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Postgres;

namespace Moltbot.System.Tests.FirstMinute;

/// <summary>What keeps it from starting, how it says so, and that scripts can tell the reasons apart (sysexits.h).</summary>
public sealed class RefusedStartTests : IDisposable
{
    private const int Usage = 64, Unavailable = 69, Configuration = 78;
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("--prot", "1", "unknown option: --prot")]
    [InlineData("--port", "70000", "--port takes a port from 0 to 65535, not '70000'")]
    [InlineData("--bind", "everywhere", "--bind is one of loopback, lan, auto, tailnet")]
    [InlineData("--workspaces", "nowhere", "--workspaces is one of folder, store, not 'nowhere'")]
    [InlineData("--advertise", "here", "--advertise takes an IP address, not 'here'")]
    public async Task A_wrong_option_is_named_with_what_is_allowed(string name, string value, string expected)
    {
        var (code, output) = await RunningSystem.StartRefused(_state, [name, value]);

        code.ShouldBe(Usage);
        output.ShouldContain(expected);
        Directory.Exists(_state.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_taken_port_is_named_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, output) = await RunningSystem.StartRefused(_state, ["--port", port.ToString(CultureInfo.InvariantCulture)]);

        code.ShouldBe(Unavailable);
        output.ShouldContain($"port {port} is taken");
        output.ShouldContain("--port");
        output.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("gateway-token", true, "is a link")]
    [InlineData("operator-token", true, "is a link")]
    [InlineData("gateway-token", false, "can be written by others")]
    [InlineData("operator-token", false, "can be written by others")]
    public async Task A_secret_that_somebody_else_chose_is_not_taken(string name, bool byLink, string expected)
    {
        // F2: a folder that was open to others before it was ours.
        Directory.CreateDirectory(_state.Path);
        string chosen = Path.Combine(_state.Home, "chosen"), secret = Path.Combine(_state.Path, name);
        await File.WriteAllTextAsync(chosen, "mbt_operator_0123456789abcdef0123456789abcdef", TestContext.Current.CancellationToken);
        if (byLink)
        {
            File.CreateSymbolicLink(secret, chosen);
        }
        else
        {
            File.Move(chosen, secret);
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        }

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Configuration);
        output.ShouldContain($"{secret} {expected}");
        output.ShouldNotContain("0123456789abcdef");
    }

    [Theory]
    [InlineData("{ gateway: { port: 'eighteen' } }", "gateway.port")]
    [InlineData("{ gatway: { port: 1 } }", "gatway")]
    [InlineData("{ agents: { defaults: ", "JSON5")]
    [InlineData("[]", "<root>")]
    [InlineData("{ channels: { telegram: { dmPolicy: 'open' } } }", "channels.telegram.allowFrom")]
    public async Task An_invalid_configuration_starts_nothing_and_names_the_path(string document, string expected)
    {
        _state.Configure(document);

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Configuration);
        output.ShouldContain(_state.ConfigPath);
        output.ShouldContain(expected);
        output.ShouldNotContain("ready ");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_empty_file_is_no_configuration_of_defaults()
    {
        _state.Configure("");

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Configuration);
        output.ShouldContain(_state.ConfigPath);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_state_folder_is_named()
    {
        await File.WriteAllTextAsync(_state.Path, "no folder", TestContext.Current.CancellationToken);

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Unavailable);
        output.ShouldContain(_state.Path);
        output.ShouldContain("--state");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_empty_token_file_is_no_token()
    {
        Directory.CreateDirectory(_state.Path);
        await File.WriteAllTextAsync(Path.Combine(_state.Path, "gateway-token"), "\n", TestContext.Current.CancellationToken);

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Configuration);
        output.ShouldContain("gateway-token");
    }

    [Fact]
    public async Task A_database_that_is_none_is_named_and_left_as_it_is()
    {
        Directory.CreateDirectory(_state.Path);
        string database = Path.Combine(_state.Path, "moltbot.db");
        await File.WriteAllTextAsync(database, new string('x', 5000), TestContext.Current.CancellationToken);

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Unavailable);
        output.ShouldContain("moltbot.db");
        output.ShouldNotContain("   at ");
        (await File.ReadAllTextAsync(database, TestContext.Current.CancellationToken)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_second_process_on_the_same_state_folder_is_refused()
    {
        await using RunningSystem first = await RunningSystem.Start(_state);

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Unavailable);
        output.ShouldContain(_state.Path);
        first.Program.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_is_refused_whatever_its_state_folder()
    {
        PostgresAvailability postgres = await PostgresServer.SharedAsync();
        Assert.SkipWhen(postgres.SkipReason is not null, postgres.SkipReason ?? "");
        string database = await postgres.Server!.CreateDatabaseAsync();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MOLTBOT_POSTGRES"] = database,
            ["MOLTBOT_MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        using var other = new StateFolder();
        await using (RunningSystem first = await RunningSystem.Start(other, environment: environment))
        {
            var (code, output) = await RunningSystem.StartRefused(_state, environment: environment);

            code.ShouldBe(Unavailable);
            output.ShouldContain("is in use: advisory lock 30803244250001269 is held by moltbot (owner)");
            output.ShouldContain("--postgres");
            output.ShouldNotContain("   at ");
            first.Program.HasExited.ShouldBeFalse();
            await first.Kill();
        }

        // Killed: the server frees the lock by itself.
        await using RunningSystem next = await RunningSystem.Start(_state, environment: environment);
    }

    [Theory]
    [InlineData("{ gateway: { auth: { mode: 'password' } } }", "gateway auth mode is password, but no password was configured")]
    [InlineData("{ gateway: { auth: { mode: 'password' }, bind: 'lan' } }", "gateway auth mode is password, but no password was configured")]
    [InlineData("{ gateway: { tailscale: { mode: 'funnel' } } }", "needs gateway.auth.mode password (set gateway.auth.password")]
    [InlineData("{ gateway: { tailscale: { mode: 'funnel' }, auth: { mode: 'token', password: 'p' } } }", "needs gateway.auth.mode password")]
    [InlineData("{ gateway: { tailscale: { mode: 'serve' }, bind: 'lan' } }", "gateway.tailscale.mode serve needs gateway.bind loopback")]
    [InlineData("{ gateway: { tailscale: { mode: 'funnel' }, bind: 'lan', auth: { password: 'p' } } }", "gateway.tailscale.mode funnel needs gateway.bind loopback")]
    [InlineData("{ gateway: { bind: 'custom' } }", "gateway.bind is one of loopback, lan, auto, tailnet, not 'custom'")]
    [InlineData("{ gateway: { auth: { mode: 'none' } } }", "gateway.auth.mode")]
    public async Task Settings_that_open_a_door_too_far_start_nothing(string document, string expected)
    {
        _state.Configure(document);

        var (code, output) = await RunningSystem.StartRefused(_state);

        code.ShouldBe(Configuration);
        output.ShouldContain(expected);
        output.ShouldNotContain("ready ");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_password_of_the_environment_is_one()
    {
        _state.Configure("{ gateway: { auth: { mode: 'password' }, tailscale: { mode: 'funnel' } } }");
        await using RunningSystem system = await RunningSystem.Start(
            _state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_PASSWORD"] = "a password" });
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(system.Url);

        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Password = "a password", Device = TestDevice.New() });

        answer.Ok.ShouldBeTrue(answer.Message);
    }

    [Fact]
    public async Task A_member_of_a_cluster_needs_the_engine_and_a_database()
    {
        var (code, output) = await RunningSystem.StartRefused(_state, ["--role", "silo"]);

        code.ShouldBe(Usage);
        output.ShouldContain(Programs.Engine == "orleans" ? "cluster" : "orleans engine");
    }
}
