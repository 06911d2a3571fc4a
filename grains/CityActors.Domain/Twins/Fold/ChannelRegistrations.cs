using CityActors.Domain.Changes;
using CityActors.Twins;

namespace CityActors.Domain.Twins.Fold;

/// <summary>Gives channels their handles and names their numbers.</summary>
internal sealed class ChannelRegistrations(ShardState state)
{
    /// <summary>Most channels of one twin.</summary>
    public const int ChannelsMax = 1_000;

    /// <summary>Words of type, names and units; everything is checked first, so that a refused record leaves nothing behind.</summary>
    public List<(ushort Name, ushort Unit)> Label(TwinDefinition definition, int twin)
    {
        var known = twin < 0 ? 0 : CountChannels(twin);
        var more = definition.Channels.Select(static channel => channel.Name).Distinct(StringComparer.Ordinal)
            .Count(name => twin < 0 || state.FindChannel(twin, name) < 0);
        if (known + more > ChannelsMax)
        {
            throw new FormatException($"{definition.Id} would have {known + more} channels, a twin has at most {ChannelsMax}.");
        }

        var words = definition.Channels.SelectMany(static channel => new[] { channel.Name, channel.Unit ?? "" })
            .Append(TwinId.TypeOf(definition.Id)).Where(static word => word.Length > 0).Distinct(StringComparer.Ordinal);
        var free = ShardState.LabelsMax - state.Labels.Count;
        if (words.Count(word => state.Labels.Find(word) == 0) > free)
        {
            throw new FormatException(
                $"{definition.Id} brings more new names of types, channels and units than the {free:N0} that are left of "
                + $"{ShardState.LabelsMax:N0}.");
        }

        Word(TwinId.TypeOf(definition.Id));
        return [.. definition.Channels.Select(channel =>
            (Word(channel.Name), channel.Unit is { Length: > 0 } unit ? Word(unit) : (ushort)0))];
    }

    /// <summary>Adds channels that are new, and units that were not known.</summary>
    /// <returns>Whether the unit of a known channel changed.</returns>
    public bool Add(int twin, List<(ushort Name, ushort Unit)> labels)
    {
        var renamed = false;
        foreach (var (name, unit) in labels)
        {
            var last = -1;
            var channel = state.Twins[twin].FirstChannel;
            while (channel >= 0 && state.Channels[channel].Name != name)
            {
                last = channel;
                channel = state.Channels[channel].Next;
            }

            if (channel >= 0)
            {
                if (unit != 0 && state.Channels[channel].Unit != unit)
                {
                    state.Channels.Change(channel).Unit = unit;
                    renamed = true;
                }

                continue;
            }

            channel = state.Channels.Add(new ChannelRow { Twin = twin, Next = -1, Name = name, Unit = unit });
            state.ChannelCount++;
            if (last < 0)
            {
                state.Twins.Change(twin).FirstChannel = channel;
            }
            else
            {
                state.Channels.Change(last).Next = channel;
            }
        }

        return renamed;
    }

    /// <summary>Says the names of a twin's channels from a handle on.</summary>
    public void Tell(int twin, int from, long sequence, long arrivedAtMs, ChangeWriter changes)
    {
        var id = state.IdText(twin);
        for (var channel = state.Twins[twin].FirstChannel; channel >= 0; channel = state.Channels[channel].Next)
        {
            if (channel >= from)
            {
                ref readonly var row = ref state.Channels[channel];
                changes.Told(
                    ChangeKind.ChannelNamed, sequence, twin, channel, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace,
                    new ChannelNaming(id, state.Labels[row.Name]!, state.Labels[row.Unit]), ChannelNaming.Write);
            }
        }
    }

    private ushort Word(string word) => state.Labels.TryAdd(word, out var number)
        ? (ushort)number
        : throw new InvalidOperationException($"There was room for '{word}' when it was checked.");

    private int CountChannels(int twin)
    {
        var count = 0;
        for (var channel = state.Twins[twin].FirstChannel; channel >= 0; channel = state.Channels[channel].Next)
        {
            count++;
        }

        return count;
    }
}
