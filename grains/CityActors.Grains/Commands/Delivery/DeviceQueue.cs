using CityActors.Commands;
using CityActors.Log;

namespace CityActors.Grains.Commands.Delivery;

/// <summary>
/// What the device of one twin is still to be sent, in the order of the requests: the next one goes out when the one before is accepted
/// or has ended. Used under the desk's lock.
/// </summary>
internal sealed class DeviceQueue
{
    private readonly SortedDictionary<long, CityCommand> commands = [];
    private (string Id, bool IsTakenBack) head;

    /// <summary>When its head is sent next, Unix milliseconds; <see cref="long.MaxValue"/> while the device is not connected.</summary>
    public long DueAtMs { get; set; } = long.MaxValue;

    /// <summary>How often its head was sent since it became the head, or since the device connected.</summary>
    public int Tries { get; set; }

    /// <summary>Whether a command is to be sent: it waits for acceptance, or was taken back after it was sent.</summary>
    public static bool IsToBeSent(CityCommand command) => command.State switch
    {
        CommandState.Queued or CommandState.Sent => true,
        CommandState.Cancelled => command.Attempts > 0 && (command.LateAnswer is null or "accepted"),
        _ => false,
    };

    /// <summary>Takes a command as it stands now.</summary>
    public void Take(CityCommand command, LogPosition position)
    {
        if (!IsToBeSent(command))
        {
            commands.Remove(position.Sequence);
        }
        else
        {
            commands[position.Sequence] = command;
        }
    }

    /// <summary>
    /// The command that is sent next; null when there is none. What cannot be carried out in time any more is passed over.
    /// </summary>
    public CityCommand? Head(DateTimeOffset now)
    {
        while (commands.Count > 0)
        {
            var (sequence, first) = commands.First();
            if (first.ExpiresAt > now)
            {
                var next = (first.Id, first.State == CommandState.Cancelled);
                if (next != head)
                {
                    head = next;
                    Tries = 0;
                }

                return first;
            }

            commands.Remove(sequence);
        }

        return null;
    }
}
