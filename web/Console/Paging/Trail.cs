namespace CityActors.Web.Console.Paging;

/// <summary>The way through a list that the server gives page by page: where this page begins, and where those before it did.</summary>
public sealed class Trail
{
    // A list that is gone through further than this is better narrowed down; going back then ends at the page kept first.
    private const int KeptMax = 1_000;

    private readonly List<string?> before = [];

    /// <summary>Where the page that is looked at begins; null: it is the first.</summary>
    public string? At { get; private set; }

    /// <summary>Whether there are pages before it.</summary>
    public bool CanGoBack => before.Count > 0;

    /// <summary>Number of the page, from 1.</summary>
    public int Number => before.Count + 1;

    /// <summary>Goes on to the page that begins there.</summary>
    public void Forward(string next)
    {
        if (before.Count == KeptMax)
        {
            before.RemoveAt(0);
        }

        before.Add(At);
        At = next;
    }

    /// <summary>Goes back to the page before; on the first page it stays.</summary>
    public void Back()
    {
        if (before.Count > 0)
        {
            At = before[^1];
            before.RemoveAt(before.Count - 1);
        }
    }

    /// <summary>Begins at the first page again, because another list is looked at.</summary>
    public void Restart()
    {
        before.Clear();
        At = null;
    }
}
