namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>One family of pictures.</summary>
internal interface IScene
{
    void Paint(Canvas canvas);
}
