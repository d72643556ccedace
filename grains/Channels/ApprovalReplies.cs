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
internal sealed class ApprovalReplies(string tenant, ChannelAccount account, IGrainFactory grains)
{
    /// <summary>Whether the update is such an answer.</summary>
    public static bool IsMeant(InboundMessage message) => message.Kind switch
    {
        InboundKind.Message => ChatCommands.Resolve(message.Text) is { Command.Key: "approve" },
        InboundKind.Button => ApprovalButton.Claims(message.Text),
        _ => false,
    };

    /// <summary>Hands the answer over; what its sender is told, null for nothing.</summary>
    public async Task<string?> Answer(InboundMessage message)
    {
        bool isButton = message.Kind == InboundKind.Button;
        ApproveCommand? command = isButton ? Pressed(message.Text) : ApproveCommand.Parse(ChatCommands.Resolve(message.Text)?.Arguments);
        string id = command is null ? "" : await grains.GetGrain<IApprovalQueueGrain>(tenant).Find(command.Id) ?? command.Id;

        // Also a text that is no answer goes there: who may be told how to write one is judged in one place.
        ApprovalReceipt receipt = await grains.GetGrain<IApprovalGrain>(GrainKey.ForBucket(tenant, id.Length > 0 ? id : "none").ToString()).AnswerFromChat(new ChatAnswer
        {
            Channel = account.Channel,
            Account = account.Account,
            SenderId = message.Sender!.Id,
            SenderName = message.Sender.Name,
            ChatId = message.ChatId,
            Decision = command is null ? "" : ApprovalDecisions.Of(command.Decision),
            AnswerId = $"{account.Channel}/{account.Account}/{message.UpdateId}",
            IsButton = isButton,
        });
        return receipt switch
        {
            ApprovalReceipt.Recorded => $"✅ Exec approval {ApprovalDecisions.Of(command!.Decision)} submitted for {id}.",
            ApprovalReceipt.Unknown => "❌ Failed to submit approval: unknown approval id",
            ApprovalReceipt.Invalid => ApproveCommand.Usage,
            _ => null,
        };
    }

    private static ApproveCommand? Pressed(string data) =>
        ApprovalButton.TryParse(data, out ApprovalButton? button) && ApprovalDecisions.Parse(button.Decision) is { } decision
            ? new ApproveCommand(button.ApprovalId, decision)
            : null;
}
