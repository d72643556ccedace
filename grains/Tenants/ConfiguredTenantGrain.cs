using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Reload;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Grains.Tenants;

/// <summary>
/// A tenant's grain. The configuration in force is always a valid one: an invalid text is shown with its issues and the last valid
/// one stays; a tenant that never had a valid one answers with an error, never with defaults.
/// </summary>
internal sealed partial class ConfiguredTenantGrain(
    [PersistentState("tenant", TenantGrain.Store)] IPersistentState<TenantState> row,
    IConfigurationDocuments documents,
    IGatewaySecrets secrets,
    ITenantConfigurations configurations,
    TimeProvider time,
    ILogger<ConfiguredTenantGrain> logger) : TenantGrain(time), ITenantGrain
{
    private IConfigurationFile? _file;
    private string? _raw;
    private ConfigSnapshot? _snapshot;
    private ConfigDocument? _inForce;

    /// <summary>Whether gateways have yet to be told of the configuration in force.</summary>
    private bool _isUntold;

    protected override async Task Start(CancellationToken cancellationToken)
    {
        _file = documents.FileOf(Tenant);
        if (row.State.Version > 0)
        {
            _inForce = ConfigDocument.Restore(row.State.Effective, row.State.EffectiveHash, row.State.Version);
        }

        await Load(cancellationToken);
    }

    public Task<ConfigurationState?> Configuration(long knownVersion) =>
        Task.FromResult(knownVersion != 0 && knownVersion == row.State.Version ? null : Current());

    public async Task<ConfigurationState> Reload()
    {
        await Load(CancellationToken.None);
        return Current();
    }

    public async Task<ConfigurationView> Show()
    {
        await Load(CancellationToken.None);
        MaskedSnapshot shown = MaskedSnapshot.Of(_snapshot!);
        return new ConfigurationView
        {
            Path = shown.Path,
            Exists = shown.Exists,
            Raw = shown.Raw,
            ParsedJson = shown.Parsed?.ToJsonString() ?? "{}",
            Valid = shown.Valid,
            ConfigJson = shown.Config?.ToJsonString() ?? "{}",
            Hash = shown.Hash,
            Issues = Messages(shown.Issues),
            Warnings = Messages(shown.Warnings),
            LegacyIssues = Messages(shown.LegacyIssues),
        };
    }

    public async Task<ConfigurationWriteResult> Write(ConfigurationWrite write)
    {
        // What is stored now decides, not what was read some time ago.
        await Load(CancellationToken.None);
        ConfigSnapshot before = _snapshot!;
        if (ConfigEditor.CheckBase(before, write.BaseHash) is { } stale)
        {
            return new ConfigurationWriteResult { Error = stale, State = Current() };
        }

        var editor = new ConfigEditor(documents.OptionsOf(Tenant), new ConfigStamp(ProductVersion.Text, Time.GetUtcNow()));
        ConfigEdit edit = write.IsPatch ? editor.Patch(before, write.Raw) : editor.Set(before, write.Raw);
        if (!edit.Succeeded)
        {
            return new ConfigurationWriteResult { Error = edit.Error, Issues = Messages(edit.Issues), State = Current() };
        }

        await Peer<IAuditGrain>().Append(
            [Auditing.Entry(Now, Principal, "config.write", before.Path, ("method", write.Method), ("hash", edit.Snapshot!.Hash))]);
        if (_file is not null)
        {
            await _file.Write(edit.Raw!, CancellationToken.None);
        }
        else
        {
            row.State.Raw = edit.Raw;
        }

        ConfigDocument? old = _inForce;
        await Take(edit.Raw, edit.Snapshot, isRecorded: true);
        await Settle(write.ConnectionId);
        bool restart = old is null || ReloadPlan.For(ConfigDiff.Paths(old.Root, _inForce!.Root)).RestartGateway;
        return new ConfigurationWriteResult { State = Current(), NeedsRestart = restart };
    }

    /// <summary>Whether anybody made this tenant: strangers name tenants as they like, and that leaves nothing behind.</summary>
    private bool Exists => Tenant == TenantId.Default || _file is not null || row.State.Raw is not null || row.State.TokenHash is not null
        || secrets.TokenOf(Tenant) is not null || secrets.PasswordOf(Tenant) is not null;

    private async Task Load(CancellationToken cancellationToken)
    {
        string? raw = _file is null ? row.State.Raw ??= documents.SeedOf(Tenant) : await _file.Read(cancellationToken);
        if (!Exists || (raw is null && _raw is not null))
        {
            // A document that is gone, perhaps between an editor's two steps, never means "all defaults".
            return;
        }

        if (_snapshot is null || raw != _raw)
        {
            await Take(raw, ConfigLoader.Load(new ConfigSource(Path, raw), documents.OptionsOf(Tenant)), isRecorded: false);
        }

        await Settle();
    }

    /// <summary>Makes a text the current one and, when it is valid, puts it in force.</summary>
    /// <param name="raw">The text.</param>
    /// <param name="snapshot">What it says.</param>
    /// <param name="isRecorded">Whether there is an audit record of the change already; else nobody knows who changed the document.</param>
    private async Task Take(string? raw, ConfigSnapshot snapshot, bool isRecorded)
    {
        if (snapshot.Config is not { } document)
        {
            (_raw, _snapshot) = (raw, snapshot);
            return;
        }

        string effective = document.Root.GetRawText();
        bool changed = row.State.Version == 0 || row.State.Effective != effective;
        if (!changed && row.RecordExists && row.State.EffectiveHash == snapshot.Hash)
        {
            (_raw, _snapshot, _inForce) = (raw, snapshot, document);
            return;
        }

        if (changed && !isRecorded)
        {
            await Peer<IAuditGrain>().Append([Auditing.Entry(Now, "document", "config.load", Path, ("hash", snapshot.Hash))]);
        }

        row.State.Version += changed ? 1 : 0;
        row.State.Effective = effective;
        row.State.EffectiveHash = snapshot.Hash;
        await Save();
        (_raw, _snapshot, _inForce) = (raw, snapshot, document);
        configurations.Invalidate(Tenant);
        _isUntold |= changed;
    }

    /// <summary>
    /// What follows from the configuration in force, until it is done: a failure leaves it to the next load. What came in by an old secret
    /// goes first.
    /// </summary>
    /// <param name="causedBy">The connection that asked for the change; null when none did.</param>
    private async Task Settle(string? causedBy = null)
    {
        await CloseOldCredential(causedBy);
        if (_isUntold)
        {
            await Peer<ITenantEventsGrain>().Publish(new ConfigurationChangedEvent(row.State.Version));
            _isUntold = false;
        }

        await FollowHeartbeatsSafely();
    }

    private Task Save() => Save(row);

    private string Path => _file?.Path ?? "tenant:" + Tenant;

    private ConfigurationState Current() => new()
    {
        Version = _inForce is null
            ? throw new InvalidOperationException(!Exists ? "not found" : $"the configuration at {Path} is invalid: {string.Join("; ", _snapshot!.Issues.Select(static issue => $"{issue.Path}: {issue.Message}"))}")
            : row.State.Version,
        Path = Path,
        Exists = _snapshot!.Exists,
        Raw = _raw ?? "",
        Hash = _snapshot.Hash,
        Effective = row.State.Effective,
        Valid = _snapshot.Valid,
        Issues = Messages(_snapshot.Issues),
    };

    private static IReadOnlyList<ConfigurationIssue> Messages(IReadOnlyList<ConfigIssue> issues) =>
        [.. issues.Select(static issue => new ConfigurationIssue(issue.Path, issue.Message))];
}
