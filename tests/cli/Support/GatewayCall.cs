using System.Text.Json.Nodes;

namespace Moltbot.Cli.Tests.Support;

/// <summary>A request that the gateway got.</summary>
internal sealed record GatewayCall(string Method, JsonObject Params, GatewaySocket Socket, JsonObject Request);
