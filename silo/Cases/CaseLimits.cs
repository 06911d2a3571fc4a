using CityActors.Grains.Cases;

namespace CityActors.Silo.Cases;

/// <summary>Holds a write to what is kept, before it waits for the writer.</summary>
internal static class CaseLimits
{
    private const int KindMax = 32;
    private const int IdMax = 256;
    private const int WordMax = 64;
    private const int KeyMax = 128;
    private const int AnswerMax = 64 * 1024;
    private const int EventBodyMax = 256 * 1024;
    private const int MessageBodyMax = 1024 * 1024;

    /// <summary>Checks.</summary>
    /// <exception cref="ArgumentException">Something is empty, too long, or said twice.</exception>
    public static void Check(CaseWrite write)
    {
        var seen = new HashSet<CaseId>();
        foreach (var append in write.Appends)
        {
            Check(append.Case);
            if (!seen.Add(append.Case))
            {
                throw new ArgumentException($"Expected at most one append a case in a write, got several of {append.Case}.");
            }

            foreach (var draft in append.Events)
            {
                Length(draft.Type, 1, WordMax, "type of an event", append.Case);
                Length(draft.Body, 2, EventBodyMax, "body of an event", append.Case);
            }

            if (append.Key is { } key)
            {
                Length(key.Key, 1, KeyMax, "key", append.Case);
                Length(key.Content, 0, KeyMax, "content of a key", append.Case);
                Length(key.Answer, 0, AnswerMax, "answer of a key", append.Case);
            }
        }

        foreach (var message in write.Messages)
        {
            var of = new CaseId(message.Topic, message.Id);
            Check(of);
            Length(message.Recipient, 1, IdMax, "recipient of a message", of);
            Length(message.Body, 0, MessageBodyMax, "body of a message", of);
        }
    }

    private static void Check(CaseId id)
    {
        Length(id.Kind, 1, KindMax, "kind", id);
        Length(id.Id, 1, IdMax, "id", id);
    }

    private static void Length(string text, int least, int most, string what, CaseId id)
    {
        if (text.Length < least || text.Length > most)
        {
            throw new ArgumentException($"Expected {least}-{most:N0} characters as {what} of {id}, got {text.Length:N0}.");
        }
    }
}
