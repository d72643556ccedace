using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Moltbot.Grains.Tests.Security;

/// <summary>
/// A program that is no gateway of ours has reached a silo's port for clients (T2). Who gets so far is for certificates to decide; what the
/// silo asks of every call it asks of this one too.
/// </summary>
public sealed class StrangerClientTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private GrainHost _silo = null!;
    private IHost _stranger = null!;

    private IClusterClient Client => _stranger.Services.GetRequiredService<IClusterClient>();

    public async ValueTask InitializeAsync()
    {
        _silo = await GrainHost.Start(_folder.Path, "{ gateway: { auth: { token: 'canary-of-the-tenant-0123456789' } } }");
        int port = _silo.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort;
        ClusterOptions cluster = _silo.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port, cluster.ServiceId, cluster.ClusterId));
        _stranger = builder.Build();
        await _stranger.StartAsync(TestContext.Current.CancellationToken);
        RequestContext.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        RequestContext.Clear();
        using (_stranger)
        {
            await _stranger.StopAsync(TestContext.Current.CancellationToken);
        }

        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Without_a_claim_nothing_of_a_tenant_answers()
    {
        await NotFound(() => Client.GetGrain<ITenantGrain>("default").Configuration(0));
        await NotFound(() => Client.GetGrain<IAuditGrain>("default").Append([]));
        await NotFound(() => Client.GetGrain<ITenantRegistryGrain>(TenantId.Operator).List());
        await NotFound(() => Client.GetGrain<ILimiterGrain>("default/credential:loopback").Failed());
        await NotFound(() => Client.GetGrain<ISessionGrain>("default/agent:main:main").Mirror("agent:main:main", "x"));
    }

    [Theory]
    [InlineData("moltbot.claim")]
    [InlineData("moltbot.caller")]
    public async Task What_is_no_claim_stands_for_none(string key)
    {
        foreach (object forged in new object[] { "gateway:test", CallerRole.Gateway, new Dictionary<string, string>(StringComparer.Ordinal) { ["Tenant"] = "default", ["Role"] = "Gateway" } })
        {
            RequestContext.Set(key, forged);
            await NotFound(() => Client.GetGrain<ITenantGrain>("default").Configuration(0));
        }
    }

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    [InlineData("DEFAULT")]
    [InlineData("default ")]
    [InlineData("default/agent:main:main")]
    [InlineData("*")]
    [InlineData("operator")]
    public async Task A_claim_of_another_tenant_finds_nothing(string tenant)
    {
        foreach (CallerRole role in Enum.GetValues<CallerRole>())
        {
            CallerContext.Use(new CallerClaim { Tenant = tenant, Principal = "stranger", Role = role, Scopes = [Scope.Admin, Scope.Tenants, "*"] });
            await NotFound(() => Client.GetGrain<ITenantGrain>("default").Configuration(0));
            await NotFound(() => Client.GetGrain<ITenantGrain>("default").Show());
            await NotFound(() => Client.GetGrain<IAuditGrain>("default").Append([]));
        }
    }

    [Fact]
    public async Task A_reminder_comes_from_the_silo_alone()
    {
        GrainId queue = Client.GetGrain<IApprovalQueueGrain>("default").GetGrainId();

        await NotFound(() => Client.GetGrain<IRemindable>(queue).ReceiveReminder("expiry", default));
    }

    [Fact]
    public async Task The_engine_tells_a_client_nothing_of_whose_grains_there_are_and_ends_none()
    {
        // The names of grains are those of tenants, sessions and devices.
        IManagementGrain management = Client.GetGrain<IManagementGrain>(0);

        await NotFound(() => management.GetDetailedGrainStatistics());
        await NotFound(() => management.ForceActivationCollection(TimeSpan.Zero));
        await NotFound(() => management.GetHosts());
    }

    [Fact]
    public async Task The_engines_own_grains_answer_a_client_nothing_and_change_nothing_for_it()
    {
        // Internal to the engine, which keeps nobody from calling it: one of those that any silo activates when it is asked.
        Type leases = Assembly.Load("Orleans.Runtime").GetType("Orleans.Runtime.Development.IDevelopmentLeaseProviderGrain", throwOnError: true)!;
        object grain = Client.GetGrain(leases, 0);

        // Its arguments differ between Orleans' versions.
        MethodInfo reset = leases.GetMethod("Reset")!;
        await NotFound(() => (Task)reset.Invoke(grain, new object?[reset.GetParameters().Length])!);
    }

    private static async Task NotFound(Func<Task> call) =>
        (await Should.ThrowAsync<GrainAccessDeniedException>(call)).Message.ShouldBe("not found");
}
