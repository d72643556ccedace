using System.Text.Json;
using System.Text.Json.Serialization;
using Moltbot.Gateway.Channels.Discord.Gateway;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Discord's JSON: snake case, absent rather than null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RestFailure))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(GatewayBot))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Guild))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageDeletion))]
[JsonSerializable(typeof(ReactionAdded))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(OpenDirectRequest))]
[JsonSerializable(typeof(CreateMessageRequest))]
[JsonSerializable(typeof(InteractionAnswer))]
[JsonSerializable(typeof(CommandDefinition[]))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Ready))]
[JsonSerializable(typeof(Identify))]
[JsonSerializable(typeof(Resume))]
internal sealed partial class DiscordJson : JsonSerializerContext;
