using CityActors.Domain.Log;

namespace CityActors.Domain.Twins;

/// <summary>What the state holds besides rows: counters, words, sources, skips. One page of a snapshot, section 0.</summary>
internal static class StateHeader
{
    public static ReadOnlyMemory<byte> Write(ShardState state)
    {
        var writer = new RecordWriter();
        writer.Number(state.Sequence).Number(state.FoldVersion).Number(state.ArrivedAtMs)
            .Number(state.TwinCount).Number(state.ChannelCount)
            .Number(state.Silence.NowMs).Number(state.Silence.ListeningSinceMs);
        foreach (var words in (ReadOnlySpan<Rows.WordTable>)[state.Labels, state.Codes])
        {
            writer.Number(words.Count);
            foreach (var word in words.All())
            {
                writer.Text(word);
            }
        }

        writer.Number(state.ReplaySources.Count);
        foreach (var (actor, epochMs) in state.ReplaySources)
        {
            writer.Text(actor).Number(epochMs);
        }

        writer.Number(state.Skips.Count);
        foreach (var (sequence, reason) in state.Skips)
        {
            writer.Number(sequence).Text(reason);
        }

        return writer.Written;
    }

    public static void Read(ShardState state, ReadOnlySpan<byte> bytes)
    {
        var fields = RecordReader.OverFields(bytes);
        state.Sequence = fields.Number();
        state.FoldVersion = (int)fields.Number();
        state.ArrivedAtMs = fields.Number();
        state.TwinCount = (int)fields.Number();
        state.ChannelCount = (int)fields.Number();
        state.Silence.NowMs = fields.Number();
        state.Silence.ListeningSinceMs = fields.Number();
        foreach (var words in (ReadOnlySpan<Rows.WordTable>)[state.Labels, state.Codes])
        {
            for (var count = fields.Number(); count > 0; count--)
            {
                words.TryAdd(fields.RequiredText(), out _);
            }
        }

        for (var count = fields.Number(); count > 0; count--)
        {
            state.ReplaySources[fields.RequiredText()] = fields.Number();
        }

        for (var count = fields.Number(); count > 0; count--)
        {
            state.Skips[fields.Number()] = fields.RequiredText();
        }
    }
}
