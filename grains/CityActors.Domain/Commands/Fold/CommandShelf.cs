using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Rows;

namespace CityActors.Domain.Commands.Fold;

/// <summary>
/// The commands of a partition: open ones, those that readings are compared with, and those that ended lately, so that a repeated
/// request finds its command. Everything but the pictures themselves follows from them.
/// </summary>
internal sealed class CommandShelf(int section)
{
    private readonly List<CommandPicture?> slots = [];
    private readonly PriorityQueue<int, int> free = new();
    private readonly Dictionary<long, int> bySequence = [];
    private readonly Dictionary<(int Twin, string Key), long> byKey = [];
    private readonly Dictionary<int, SortedSet<long>> openByTwin = [];
    private readonly Dictionary<int, long> heldByChannel = [];
    private readonly SortedSet<(long Ended, long Sequence)> ended = [];
    private readonly PriorityQueue<long, (long DueAtMs, long Sequence)> due = new();
    private readonly RecordWriter scratch = new();

    /// <summary>The commands as they are pictured, by slot.</summary>
    public KeyedBlobs Blobs { get; } = new(section);

    /// <summary>Open commands.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Channels whose readings are compared.</summary>
    public int HeldCount => heldByChannel.Count;

    /// <summary>Ended commands that are kept for a while.</summary>
    public int EndedCount => ended.Count;

    /// <summary>A command by the sequence of its record; null when it is not kept.</summary>
    public CommandPicture? Find(long sequence) => bySequence.TryGetValue(sequence, out var slot) ? slots[slot] : null;

    /// <summary>The command of a twin's key; null when there is none.</summary>
    public CommandPicture? Find(int twin, string key) => byKey.TryGetValue((twin, key), out var sequence) ? Find(sequence) : null;

    /// <summary>The command that a channel's readings are compared with; null when there is none.</summary>
    public CommandPicture? Held(int channel) => heldByChannel.TryGetValue(channel, out var sequence) ? Find(sequence) : null;

    /// <summary>Open commands of a twin, oldest first.</summary>
    public IReadOnlyCollection<long> OpenOf(int twin) => openByTwin.TryGetValue(twin, out var open) ? open : [];

    /// <summary>The oldest of those that ended; null when there is none.</summary>
    public CommandPicture? OldestEnded => ended.Count > 0 ? Find(ended.Min.Sequence) : null;

    /// <summary>Kept commands from a slot on, and the slot to go on at; -1 when those were the last.</summary>
    public (ImmutableArray<CommandPicture> Commands, int Next) From(int slot, int most)
    {
        var found = ImmutableArray.CreateBuilder<CommandPicture>();
        for (; slot < slots.Count && found.Count < most; slot++)
        {
            if (slots[slot] is { } command)
            {
                found.Add(command);
            }
        }

        return (found.ToImmutable(), slot < slots.Count ? slot : -1);
    }

    /// <summary>Takes a command, new or changed.</summary>
    public void Put(CommandPicture command)
    {
        var dueBefore = long.MinValue;
        if (bySequence.TryGetValue(command.Sequence, out var slot))
        {
            dueBefore = CommandSteps.DueAtMs(slots[slot]!);
            Forget(slots[slot]!);
        }
        else
        {
            slot = TakeSlot();
            bySequence.Add(command.Sequence, slot);
        }

        Remember(command, slot);
        if (command.IsOpen && CommandSteps.DueAtMs(command) != dueBefore)
        {
            Watch(command);
        }

        scratch.Clear();
        CommandPicture.Write(scratch, command);
        Blobs.Set(slot, scratch.Written.Span);
    }

    /// <summary>Drops a command for good.</summary>
    public void Drop(CommandPicture command)
    {
        bySequence.Remove(command.Sequence, out var slot);
        Forget(command);
        if (command.Key is { } key)
        {
            byKey.Remove((command.TwinHandle, key));
        }

        slots[slot] = null;
        free.Enqueue(slot, slot);
        Blobs.Remove(slot);
    }

    /// <summary>Open commands whose time ran out by now, in the order of their records.</summary>
    public List<CommandPicture> TakeDue(long nowMs)
    {
        var over = new SortedDictionary<long, CommandPicture>();
        while (due.TryPeek(out var sequence, out var at) && at.DueAtMs <= nowMs)
        {
            due.Dequeue();
            if (Find(sequence) is { } command && CommandSteps.IsOver(command, nowMs))
            {
                over[sequence] = command;
            }
        }

        return [.. over.Values];
    }

    /// <summary>Takes the commands back that were pictured.</summary>
    public void Restore()
    {
        var found = 0;
        for (var slot = 0; found < Blobs.Count; slot++)
        {
            slots.Add(null);
            if (Blobs[slot] is not { } blob)
            {
                free.Enqueue(slot, slot);
                continue;
            }

            found++;
            var command = CommandPicture.Read(RecordReader.OverFields(blob));
            bySequence.Add(command.Sequence, slot);
            Remember(command, slot);
            if (command.IsOpen)
            {
                Watch(command);
            }
        }
    }

    private void Watch(CommandPicture command) =>
        due.Enqueue(command.Sequence, (CommandSteps.DueAtMs(command), command.Sequence));

    private void Remember(CommandPicture command, int slot)
    {
        slots[slot] = command;
        if (command.Key is { } key)
        {
            byKey[(command.TwinHandle, key)] = command.Sequence;
        }

        if (command.IsOpen)
        {
            if (!openByTwin.TryGetValue(command.TwinHandle, out var open))
            {
                openByTwin.Add(command.TwinHandle, open = []);
            }

            open.Add(command.Sequence);
            OpenCount++;
        }
        else if (command.IsHeld)
        {
            heldByChannel[command.ChannelHandle] = command.Sequence;
        }
        else
        {
            ended.Add((command.EndedSequence, command.Sequence));
        }
    }

    private void Forget(CommandPicture command)
    {
        if (command.IsOpen)
        {
            var open = openByTwin[command.TwinHandle];
            open.Remove(command.Sequence);
            if (open.Count == 0)
            {
                openByTwin.Remove(command.TwinHandle);
            }

            OpenCount--;
        }
        else if (command.IsHeld)
        {
            heldByChannel.Remove(command.ChannelHandle);
        }
        else
        {
            ended.Remove((command.EndedSequence, command.Sequence));
        }
    }

    // The smallest slot that is free, whatever was there before: a restored partition takes the same one.
    private int TakeSlot()
    {
        if (free.TryDequeue(out var slot, out _))
        {
            return slot;
        }

        slots.Add(null);
        return slots.Count - 1;
    }
}
