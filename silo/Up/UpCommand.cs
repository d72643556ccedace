using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Silo.Engines;
using Moltbot.Silo.Up.Runners;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Ownership;

namespace Moltbot.Silo.Up;

/// <summary><c>moltbot up</c>: one process, or one member of a cluster, from options to the line <c>ready …</c>.</summary>
internal static class UpCommand
{
    public static async Task<int> Run(UpOptions options)
    {
        RefuseImpossible(options);
        StateFolder state = StateFolder.Open(options.StatePath);
        using IDisposable? held = options.Role == UpRole.All ? state.Lock() : null;
        var file = new ConfigurationFile(options.ConfigPath ?? state.File("moltbot.json"));
        ConfigDocument configuration = await Load(file, state);
        GatewaySecrets? secrets = options.Role == UpRole.Gateway ? null : new GatewaySecrets(Environment.GetEnvironmentVariable, state, isAlone: options.Role == UpRole.All);
        ListenAddresses listen = ListenAddresses.Of(options, configuration, secrets);

        WebApplication app = Composition.Build(options, state, file, listen, secrets);
        if (options.Role != UpRole.Gateway)
        {
            await Own(app.Services, options.Role);
            await Migrate(app.Services);
        }

        try
        {
            await app.StartAsync();
        }
        catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartException(Program.Unavailable, $"port {listen.Port} is taken. Stop what uses it, or choose another one with --port N (0 for any free one).");
        }

        Task runner = Task.CompletedTask;
        if (options.Role != UpRole.Silo)
        {
            string url = listen.Url(app);
            RunningGateway.Write(state, url, StartFacts.Of(options, listen, configuration, state, secrets));
            Console.WriteLine($"ready {url} engine={GrainEngineHost.Name}");
            FirstSteps.Print(configuration, state, url);
            runner = OwnRunner(app, options, state, url);
        }
        else
        {
            Console.WriteLine($"ready silo {options.Advertise}:{options.SiloPort} engine={GrainEngineHost.Name}");
        }

        try
        {
            await RunToEnd(app);
        }
        finally
        {
            await runner;
            if (options.Role != UpRole.Silo)
            {
                RunningGateway.Forget(state);
            }
        }

        return 0;
    }

    /// <summary>The runner of a process that is the whole system; it ends when the process is stopped.</summary>
    private static Task OwnRunner(WebApplication app, UpOptions options, StateFolder state, string url)
    {
        if (options.Role != UpRole.All || options.NoRunner)
        {
            return Task.CompletedTask;
        }

        IServiceProvider services = app.Services;
        string home = state.File("runner");
        Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new RunnerKeeper(
            options.Runner ?? Path.Combine(AppContext.BaseDirectory, "moltbot-runner"), url, services.GetService<GatewayTls>()?.Fingerprint, home, options.BackEnd,
            services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<ITenantViews>(), TimeProvider.System, services.GetRequiredService<ILogger<RunnerKeeper>>()).Run(app.Lifetime.ApplicationStopping);
    }

    /// <summary>Waits for the process to be stopped.</summary>
    /// <exception cref="StartException">The database went to another process: this one must not go on.</exception>
    private static async Task RunToEnd(WebApplication app)
    {
        Task stopped = app.WaitForShutdownAsync();
        Task<string>? lost = app.Services.GetService<IDatabaseOwnership>()?.Lost;
        if (lost is null || await Task.WhenAny(stopped, lost) == stopped)
        {
            await stopped;
            return;
        }

        await app.StopAsync();
        throw new StartException(Program.Unavailable, await lost);
    }

    private static async Task Own(IServiceProvider services, UpRole role)
    {
        try
        {
            await services.GetRequiredService<IDatabaseOwnership>().Acquire(
                role == UpRole.All ? DatabaseUse.Alone : DatabaseUse.Cluster, CancellationToken.None);
        }
        catch (DatabaseInUseException problem)
        {
            throw new StartException(Program.Unavailable, problem.Message);
        }
        catch (Storage.StorageUnavailableException problem)
        {
            throw new StartException(Program.Unavailable, $"the database cannot be used: {problem.Message}");
        }
    }

    private static void RefuseImpossible(UpOptions options)
    {
        if (options.Role != UpRole.All && GrainEngineHost.Name != "orleans")
        {
            throw new StartException(Program.Usage, $"--role {options.Role.ToString().ToLowerInvariant()} makes a member of a cluster, which needs the orleans engine; this build has the {GrainEngineHost.Name} engine.");
        }

        if (options.Role == UpRole.Silo
            && (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MOLTBOT_MASTER_KEY"))
                || string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MOLTBOT_GATEWAY_TOKEN"))))
        {
            throw new StartException(Program.Usage, "all silos of a cluster share one key and one gateway token: set MOLTBOT_MASTER_KEY (base64 of 32 bytes) and MOLTBOT_GATEWAY_TOKEN to the same values for each.");
        }

        if (options.Role != UpRole.All && options.Postgres is null)
        {
            throw new StartException(Program.Usage, "members of a cluster share a PostgreSQL database: name it with --postgres or MOLTBOT_POSTGRES.");
        }
    }

    /// <summary>The document to start with. An invalid one never means "all defaults": nothing starts.</summary>
    private static async Task<ConfigDocument> Load(ConfigurationFile file, StateFolder state)
    {
        string? raw = await file.Read(CancellationToken.None);
        ConfigSnapshot snapshot = ConfigLoader.Load(
            new ConfigSource(file.Path, raw), new FileConfigurationDocuments(file, state).OptionsOf(GrainInterfaces.TenantId.Default));
        return snapshot.Config ?? throw new StartException(
            Program.Configuration,
            $"{file.Path} is not a valid configuration; nothing was started.\n"
                + string.Join('\n', snapshot.Issues.Select(static issue => $"  {(issue.Path.Length == 0 ? "<root>" : issue.Path)}: {issue.Message}")));
    }

    private static async Task Migrate(IServiceProvider services)
    {
        try
        {
            await services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None);
        }
        catch (Storage.StorageUnavailableException problem)
        {
            throw new StartException(Program.Unavailable, $"the database cannot be used: {problem.Message}");
        }
    }
}
