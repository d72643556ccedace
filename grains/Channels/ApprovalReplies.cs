using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Storage;

namespace Moltbot.Grains.Channels;

/// <summary>
/// Answers to requests for approvals that people give in chats: <c>/approve</c>, or a button whose data is an
/// <see cref="ApprovalButton"/>. Whoever is no approver is told nothing, and no model ever reads it.
/// </summary>
/// <param name="tenant">The tenant.</param>
/// <param name="account">The account that was written to.</param>
/// <param name="botUsername">The account's name on its platform, without <c>@</c>; null while it is not known.</param>
/// <param name="grains">The grains.</param>
internal sealed class ApprovalReplies(string tenant, ChannelAccount account, string? botUsername, IGrainFactory grains)
{
    /// <summary>No id that <see cref="ApprovalId.IsValid"/> accepts.</summary>
    private const string Nobodys = "?";

    /// <summary>Whether the update is such an answer.</summary>
    public bool IsMeant(InboundMessage message) => message.Kind switch
    {
        InboundKind.Message or InboundKind.Edit or InboundKind.Command => Resolve(message.Text) is { Command.Key: "approve" },
        InboundKind.Button => ApprovalButton.Claims(message.Text),
        _ => false,
    };

    /// <summary>Hands the answer over; what its sender is told, null for nothing.</summary>
    public async Task<string?> Answer(InboundMessage message)
    {
        bool isButton = message.Kind == InboundKind.Button;
        ApproveCommand? command = isButton ? Pressed(message.Text) : ApproveCommand.Parse(Resolve(message.Text)?.Arguments);

        // Also a text that is no answer goes to a grain: who may be told how to write one is judged in one place. An id that somebody made
        // up goes to the same one: none is woken for it.
        string id = command is null ? Nobodys : await grains.GetGrain<IApprovalQueueGrain>(tenant).Find(command.Id) ?? Nobodys;
        ApprovalReceipt receipt = await grains.GetGrain<IApprovalGrain>(GrainKey.ForBucket(tenant, id).ToString()).AnswerFromChat(new ChatAnswer
        {
            Channel = account.Channel,
            Account = account.Account,
            SenderId = message.Sender!.Id,
            SenderName = message.Sender.Name,
            ChatId = message.ChatId,
            Decision = command?.Word ?? "",
            AnswerId = $"{account.Channel}/{account.Account}/{message.UpdateId}",
            IsButton = isButton,
        });
        return receipt switch
        {
            ApprovalReceipt.Recorded => $"✅ Exec approval {command!.Word} submitted for {id}.",
            ApprovalReceipt.Unknown => "❌ Failed to submit approval: unknown approval id",
            ApprovalReceipt.Invalid => ApproveCommand.Usage,
            _ => null,
        };
    }

    /// <summary>The command of a text. Before the account's name is known each name is taken for it: an answer must not reach a model.</summary>
    private (ChatCommand Command, string? Arguments)? Resolve(string text) => ChatCommands.Resolve(text, botUsername ?? NameIn(text));

    private static string? NameIn(string text)
    {
        string first = text.TrimStart().Split((char[]?)null, 2)[0].TrimEnd(':');
        int at = first.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? null : first[(at + 1)..];
    }

    private static ApproveCommand? Pressed(string data) =>
        ApprovalButton.TryParse(data, out ApprovalButton? button) && ApprovalDecisions.Parse(button.Decision) is not null
            ? new ApproveCommand(button.ApprovalId, button.Decision)
            : null;
}
