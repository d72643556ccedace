using System.Net.Http.Headers;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Outbound;

namespace Moltbot.Gateway.Channels.Discord.Api;

internal sealed partial class DiscordApi
{
    /// <summary>
    /// Sends a text, 1 to 2000 characters. Not repeated by anybody here: an <see cref="ApiErrorKind.Unknown"/> outcome may have been delivered.
    /// </summary>
    /// <param name="turn">A turn of <see cref="RestRoute.CreateMessage"/>, <see cref="RestRoute.OriginalResponse"/>, <see cref="RestRoute.Followup"/> or <see cref="RestRoute.Message"/>, whose text it exchanges.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    public Task<ApiResult<Message>> Send(RestTurn turn, CreateMessageRequest message, CancellationToken cancellation) =>
        Call(turn, Body(message), DiscordJson.Default.Message, cancellation);

    /// <summary>Puts the bot's reaction on a message.</summary>
    /// <param name="turn">A turn of <see cref="RestRoute.Reaction"/>.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    public Task<ApiResult<bool>> React(RestTurn turn, CancellationToken cancellation) => Call<bool>(turn, null, null, cancellation);

    private static HttpContent Body(CreateMessageRequest message)
    {
        var json = Body(message, DiscordJson.Default.CreateMessageRequest);
        if (message.Picture is not { } picture)
        {
            return json;
        }

        var file = new ByteArrayContent(picture.Content);
        file.Headers.ContentType = new MediaTypeHeaderValue(picture.MimeType);
        return new MultipartFormDataContent { { json, "payload_json" }, { file, "files[0]", PictureNames.Of(picture) } };
    }

    /// <summary>Shows "typing" for about ten seconds, or until the next message; not at all while the channel's limit is used up.</summary>
    public async Task ShowTyping(string channel, CancellationToken cancellation)
    {
        if (limits.TryEnter(RestRoute.Typing(channel)) is { } turn)
        {
            _ = await Call<bool>(turn, null, null, cancellation);
        }
    }

    /// <summary>Tells Discord that an interaction arrived.</summary>
    public Task<ApiResult<bool>> AnswerInteraction(Interaction interaction, InteractionAnswer answer, CancellationToken cancellation) => Call<bool>(
        RestRoute.InteractionCallback(interaction.Id, interaction.Token), Body(answer, DiscordJson.Default.InteractionAnswer), null, cancellation);
}
