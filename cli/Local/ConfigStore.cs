using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Policy.Configuration.Writing;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Config;

namespace Moltbot.Cli.Local;

/// <summary>
/// The configuration where it is looked after: by the gateway when it runs; else, before the first start say, the file itself.
/// </summary>
internal sealed class ConfigStore : IAsyncDisposable
{
    private readonly Invocation _call;
    private readonly GatewayClient? _gateway;

    private ConfigStore(Invocation call, GatewayClient? gateway)
    {
        _call = call;
        _gateway = gateway;
    }

    /// <exception cref="CliException">A gateway is there but does not let us in, or one was named and is not there.</exception>
    public static async Task<ConfigStore> OpenAsync(Invocation call)
    {
        try
        {
            return new ConfigStore(call, await call.ConnectAsync());
        }
        catch (CliException nobody) when (nobody.NobodyThere && !call.NamesGateway && !call.Configuration.Facts().IsRemote)
        {
            return new ConfigStore(call, null);
        }
    }

    /// <summary>The value with defaults, secrets masked; of an invalid document, what is written.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        if (_gateway is null)
        {
            var snapshot = MaskedSnapshot.Of(_call.Configuration.Load());
            return snapshot.Valid ? snapshot.Config : snapshot.Parsed;
        }

        var current = (await _call.AskAsync(_gateway, ConfigMethods.Get, NoParams.Value)).Value;
        return JsonNode.Parse((current.Valid ? current.Config : current.Parsed).Utf8.Span);
    }

    /// <summary>Changes it by a merge patch made from what is written now, unless the patch is empty; gives the place it is kept in.</summary>
    /// <exception cref="CliException">The result would be invalid, or somebody else changed it meanwhile.</exception>
    public async Task<string> ChangeAsync(Func<JsonNode?, JsonObject> makePatch)
    {
        if (_gateway is null)
        {
            var change = makePatch(_call.Configuration.Load().Parsed);
            if (change.Count > 0 && _call.Configuration.Patch(change.ToJsonString()) is { Succeeded: false } refused)
            {
                throw Invalid(refused);
            }

            return _call.Configuration.Path;
        }

        var current = (await _call.AskAsync(_gateway, ConfigMethods.Get, NoParams.Value)).Value;
        var patch = makePatch(current.Parsed.IsNullOrMissing ? null : JsonNode.Parse(current.Parsed.Utf8.Span));
        if (patch.Count == 0)
        {
            return current.Path;
        }

        var sent = JsonSerializer.SerializeToUtf8Bytes(new ConfigPatchParams { Raw = patch.ToJsonString(), BaseHash = current.Hash }, ConfigMethods.Patch.ParamsInfo);
        await _call.AskAsync(_gateway, ConfigMethods.Patch.Name, sent);
        return current.Path;
    }

    public ValueTask DisposeAsync() => _gateway?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static CliException Invalid(ConfigEdit edit) => edit.Issues.Count > 0
        ? new CliException(
            ExitCodes.Configuration,
            "the configuration would be invalid; nothing was changed",
            string.Join('\n', edit.Issues.Select(static issue => $"{(issue.Path.Length == 0 ? "(document)" : issue.Path)}: {issue.Message}")))
        : new CliException(ExitCodes.Configuration, edit.Error!);
}
